'use client';

import type { ReactNode, RefObject } from 'react';
import { useMemo } from 'react';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import type { ExitStatus, ProcKey, Process } from '@/model/process';
import { useWorld } from '@/components/lab/lab-context';
import { harmless } from './shown-text';
import { SignalLists } from './SignalLists';
import { seconds } from './use-captions';
import styles from './ProcessDetails.module.css';

export interface ProcessDetailsProps {
  /** The row that they belong to; null: closed. */
  readonly id: string | null;
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly onClose: () => void;
}

/** All that is known of one process, beside its row. */
export function ProcessDetails({ id, drawing, onClose }: ProcessDetailsProps) {
  const t = useTranslations('details');
  const process = useWorld((world) => (id === null ? undefined : world.processes.get(id as ProcKey)));
  const anchor = useMemo(() => {
    const measure = (): DOMRect => pillOf(drawing.current, id)?.getBoundingClientRect() ?? new DOMRect();
    return { current: { getBoundingClientRect: measure } };
  }, [drawing, id]);
  return (
    <Popover.Root open={process !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t('title')}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            rowOf(drawing.current, id)?.focus({ preventScroll: true });
          }}
        >
          {process !== undefined && <Facts process={process} />}
          <Popover.Close className={styles.close} aria-label={t('close')}>
            ×
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Facts({ process }: { readonly process: Process }) {
  const t = useTranslations('details');
  const container = useWorld((world) => (process.container === null ? undefined : world.containers.get(process.container)));
  const parent = useWorld((world) => (process.parent === null ? undefined : world.processes.get(process.parent)));
  const reaper = useWorld((world) => (process.reaper === null ? undefined : world.processes.get(process.reaper)));
  const words = process.argv ?? [process.comm];
  return (
    <>
      <h3>
        <span>{process.pid}</span> {harmless(process.comm)}
      </h3>
      <p className={styles.argv}>
        {words.map((word, index) => (
          // The words of a command line have no identity but their place.
          <code key={index}>{word === '' ? '""' : harmless(word)}</code>
        ))}
      </p>
      <dl>
        <Fact name="NSpid">{process.nspid === null ? t('unread') : process.nspid.join(' → ')}</Fact>
        <Fact name="PPID">
          {parent === undefined ? t('outside') : `${parent.pid} ${harmless(parent.comm)}`}
          {process.parentInferred && <em> {t('inferred')}</em>}
        </Fact>
        {container !== undefined && <Fact name={t('container')}>{container.name}</Fact>}
        {process.pidns !== null && <Fact name="pid:[…]">{process.pidns}</Fact>}
        <Fact name="PGID · SID">{`${process.pgid ?? '?'} · ${process.sid ?? '?'}`}</Fact>
        <Fact name="TTY">{process.tty ?? '?'}</Fact>
        <Fact name={t('state')}>{process.life === 'dead' ? t('dead') : process.life === 'zombie' ? t('zombie') : `${process.state} ${t(`letters.${letter(process.state)}`)}`}</Fact>
        {process.exit !== null && (
          <Fact name={t('exit')}>
            <Exit status={process.exit} />
          </Fact>
        )}
        {process.exitedAt !== null && process.reapedAt !== null && (
          <Fact name={t('reaped')}>{t('reapedBy', { who: reaper === undefined ? t('somebody') : `${reaper.pid} ${harmless(reaper.comm)}`, seconds: seconds(process.reapedAt - process.exitedAt) })}</Fact>
        )}
      </dl>
      {process.role === 'member' && <SignalLists process={process} />}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Exit({ status }: { readonly status: ExitStatus }) {
  const t = useTranslations('details');
  if ('code' in status) return t('exitCode', { code: status.code });
  return 'signal' in status ? t('exitSignal', { signal: status.signal }) : t('exitUnknown');
}

const LETTERS = ['R', 'S', 'D', 'T', 't', 'I', 'Z', 'X'] as const;

function letter(state: string): (typeof LETTERS)[number] {
  return LETTERS.find((known) => known === state[0]) ?? 'S';
}

function rowOf(drawing: SVGSVGElement | null, id: string | null): SVGGElement | null {
  return id === null || drawing === null ? null : drawing.querySelector<SVGGElement>(`[data-row="${CSS.escape(id)}"]`);
}

function pillOf(drawing: SVGSVGElement | null, id: string | null): Element | null {
  return rowOf(drawing, id)?.querySelector('[data-move^="host:"]') ?? null;
}
