import styles from './LabList.module.css';

/** The lab's one idea as a picture: one process, two numbers, inside the hull that is the namespace. */
export function Emblem() {
  return (
    <svg className={styles.emblem} viewBox="0 0 480 210" aria-hidden="true">
      <rect className={styles.hull} x="86" y="96" width="386" height="96" rx="14" />
      <path className={styles.line} d="M40,46V66Q40,76 48,76H62M78,90V112Q78,122 86,122H96M112,136V156Q112,166 120,166H130M340,136V156Q340,166 348,166H358" />
      <path className={styles.twin} d="M208,122H320" />
      <path className={styles.twin} d="M242,166H354" />
      <EmblemPill x={20} y={18} width={74} pid="1" name="init" kind="engine" />
      <EmblemPill x={62} y={62} width={183} pid="8811" name="containerd-shim" kind="engine" />
      <EmblemPill x={96} y={108} width={106} pid="8832" name="sh -c" kind="pid1" />
      <EmblemPill x={324} y={108} width={82} pid="1" name="sh -c" kind="pid1" />
      <EmblemPill x={130} y={152} width={106} pid="8861" name="redis" kind="member" />
      <EmblemPill x={358} y={152} width={82} pid="7" name="redis" kind="member" />
    </svg>
  );
}

function EmblemPill({ x, y, width, pid, name, kind }: { readonly x: number; readonly y: number; readonly width: number; readonly pid: string; readonly name: string; readonly kind: string }) {
  return (
    <g transform={`translate(${x},${y})`} data-kind={kind} className={styles.pill}>
      <rect width={width} height="28" rx="14" />
      <text x="13" y="14.5">
        <tspan>{pid}</tspan> {name}
      </text>
    </g>
  );
}
