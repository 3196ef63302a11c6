'use client';

import type { MouseEvent } from 'react';
import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShownRow } from './fold-rows';
import { treeView } from '@/model/tree-view';
import { useLab, useWorld } from '@/components/lab/lab-context';
import { useSelected } from '@/components/selection/use-selection';
import { useRowsInView } from '@/components/viewport/use-rows-in-view';
import { foldRows } from './fold-rows';
import { Headings } from './Headings';
import { Hulls, HullCaptions } from './Hulls';
import { ROW, layout } from './layout';
import { siblingPlaces } from './sibling-places';
import { SignalFlights } from './SignalFlights';
import { TreeRow } from './TreeRow';
import { TreeTools } from './TreeTools';
import { Unstarted } from './Unstarted';
import { useCaptions } from './use-captions';
import { useChips } from './use-chips';
import { usePaneSize } from './use-pane-size';
import { useRowLabel } from './use-row-label';
import { useTreeHands } from './use-tree-hands';
import { reveal, useTreeKeys } from './use-tree-keys';
import styles from './ProcessTrees.module.css';

const ProcessDetails = lazy(() => import('./ProcessDetails').then((file) => ({ default: file.ProcessDetails })));

const HEADINGS = 38;

/** The host's tree and the containers' trees, row by row. One room on purpose: everything here shares the picture. */
export function ProcessTrees() {
  const t = useTranslations('trees');
  const { log, selection } = useLab();
  const processes = useWorld((world) => world.processes);
  const containers = useWorld((world) => world.containers);
  const [passing, setPassing] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [factor, setFactor] = useState(1);
  const [active, setActive] = useState<string | null>(null);
  const [details, setDetails] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const pane = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const ghosts = useRef<SVGGElement>(null);
  const { width, scale } = usePaneSize(pane);
  const captions = useCaptions();
  const labelOf = useRowLabel();
  const chips = useChips(processes);
  const selected = useSelected();
  const drawn = factor * scale;
  const view = useRowsInView(pane, ROW, drawn);

  const tree = useMemo(
    () => foldRows(treeView({ ...log.state().world, processes, containers }, { passing }), open),
    [log, processes, containers, passing, open],
  );
  const picture = useMemo(() => layout(tree, width, captions), [tree, width, captions]);
  const activeId = active !== null && picture.shapeOf(active) !== undefined ? active : (tree.rows[0]?.id ?? null);

  const shownRows = useMemo(() => picture.rows.filter(({ row, id }) => (row >= view.first && row < view.end) || id === activeId || id === details).map(picture.shape), [picture, view, activeId, details]);
  const zoomBy = useTreeHands({ pane, drawing, ghosts }, picture, shownRows, scale, factor, setFactor);

  /** What is selected elsewhere is brought into view. */
  const selectedId = selected === null ? null : picture.shapeOf(selected) !== undefined ? selected : (tree.foldOf.get(selected) ?? null);
  useEffect(() => {
    const shape = selectedId === null ? undefined : picture.shapeOf(selectedId);
    if (shape !== undefined) reveal(pane, shape.y * drawn, ROW * drawn, HEADINGS);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the selection changes: the picture may move away under a reader who scrolls
  }, [selectedId]);

  /** So is a container that has just begun. */
  const hullsBefore = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const born = hullsBefore.current === null ? undefined : picture.hulls.findLast(({ id, hull }) => !hull.dead && !hullsBefore.current?.has(id));
    hullsBefore.current = picture.rows.length === 0 ? null : new Set(picture.hulls.map(({ id }) => id));
    if (born !== undefined) reveal(pane, born.headY * drawn, (born.hull.lastRow - born.hull.headRow + 1.5) * ROW * drawn, HEADINGS, true);
  }, [picture, drawn]);

  useEffect(() => {
    if (!wantsFocus.current || activeId === null) return;
    wantsFocus.current = false;
    drawing.current?.querySelector<SVGGElement>(`[data-row="${CSS.escape(activeId)}"]`)?.focus({ preventScroll: true });
  }, [activeId]);

  function go(id: string): void {
    const shape = picture.shapeOf(id);
    wantsFocus.current = true;
    setActive(id);
    if (shape === undefined) return;
    reveal(pane, shape.y * drawn, ROW * drawn, HEADINGS);
    selection.point(shape.key);
  }

  function toggle(row: ShownRow): void {
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(row.id)) next.add(row.id);
      return next;
    });
  }

  function activate(id: string): void {
    const shape = picture.shapeOf(id);
    setActive(id);
    if (shape === undefined) return;
    if (shape.row.type === 'fold') {
      toggle(shape.row);
    } else {
      selection.select(shape.key);
      setDetails(id);
    }
  }

  function closeDetails(): void {
    if (details !== null) drawing.current?.querySelector<SVGGElement>(`[data-row="${CSS.escape(details)}"]`)?.focus({ preventScroll: true });
    setDetails(null);
    selection.select(null);
  }

  const placeOf = useMemo(() => siblingPlaces(tree.rows), [tree]);
  const keys = useTreeKeys(tree.rows, activeId, go, activate, toggle);
  const rowIdAt = (event: { readonly target: EventTarget }): string | null => (event.target as Element).closest<SVGElement>('[data-row]')?.dataset['row'] ?? null;
  const top = view.first * ROW;
  const bottom = view.end * ROW;

  return (
    <section className={styles.trees} aria-label={t('title')}>
      <TreeTools passing={passing} onPassing={setPassing} factor={factor} onZoom={zoomBy} />
      <div className={styles.pane} ref={pane} data-pane>
        <Headings picture={picture} scale={drawn} />
        <svg ref={drawing} className={styles.drawing} viewBox={`0 0 ${picture.width} ${picture.height}`} role="presentation">
          <Hulls hulls={picture.hulls} />
          <g aria-hidden="true">
            {picture.trunks
              .filter((trunk) => trunk.to > top && trunk.from < bottom)
              .map((trunk) => (
                <path key={trunk.id} className={styles.line} data-move={trunk.id} />
              ))}
          </g>
          <HullCaptions hulls={picture.hulls} />
          <g
            role="tree"
            aria-label={t('title')}
            onKeyDown={keys.onKeyDown}
            onClick={(event: MouseEvent) => {
              const id = rowIdAt(event);
              if (id !== null) activate(id);
            }}
            onPointerOver={(event) => {
              const id = rowIdAt(event);
              selection.point(id === null ? null : (picture.shapeOf(id)?.key ?? null));
            }}
            onPointerLeave={() => selection.point(null)}
            onFocus={(event) => {
              const id = rowIdAt(event);
              if (id !== null) setActive(id);
            }}
          >
            {shownRows.map((shape) => (
              <TreeRow
                key={shape.id}
                shape={shape}
                label={labelOf(shape.row)}
                {...placeOf(shape.row)}
                active={shape.id === activeId}
                chip={(shape.key === null ? undefined : chips.get(shape.key)) ?? null}
                foldOf={tree.foldOf}
              />
            ))}
          </g>
          <SignalFlights picture={picture} chips={chips} foldOf={tree.foldOf} />
          <g ref={ghosts} className={styles.ghosts} aria-hidden="true" />
        </svg>
        <Unstarted picture={picture} scale={drawn} />
      </div>
      {details !== null && (
        <Suspense>
          <ProcessDetails id={details} drawing={drawing} onClose={closeDetails} />
        </Suspense>
      )}
    </section>
  );
}
