/** What a container may have mounted: volumes of the session and tmpfs. */
import { realName } from '../docker/labels';
import { CONTAINER_PATH } from './create-fields';
import type { AskedContainer } from './create-schema';
import { isName } from './names';
import { badRequest, notAllowed } from './refusal';

type Mount = NonNullable<NonNullable<AskedContainer['HostConfig']>['Mounts']>[number];

export interface Judged<T> {
  readonly judged: readonly T[];
  /** The learner's names of the volumes. */
  readonly volumes: readonly string[];
}

const OPTIONS = ['ro', 'rw', 'nocopy'];

/** `-v NAME:/path[:ro]`, as the engine's Binds. Its volumes are to be there, with our labels on them, before the engine makes them by itself. */
export function judgeBinds(session: string, binds: readonly string[]): Judged<string> {
  const judged: string[] = [];
  const volumes: string[] = [];
  for (const bind of binds) {
    const [source = '', target = '', options, ...rest] = bind.split(':');
    if (!isName(source)) throw notAllowed(`Mounting ${source || 'nothing'}`, 'the host’s folders are not yours.', 'Use a volume: -v NAME:/path');
    if (!CONTAINER_PATH.safeParse(target).success || rest.length > 0) throw badRequest(`-v ${bind}: write it as NAME:/path or NAME:/path:ro.`);
    if (options !== undefined && !options.split(',').every((option) => OPTIONS.includes(option))) throw badRequest(`-v ${bind}: the options here are ${OPTIONS.join(', ')}.`);
    volumes.push(source);
    judged.push([realName(session, source), target, ...(options === undefined ? [] : [options])].join(':'));
  }
  return { judged, volumes };
}

/** `--mount`. */
export function judgeMounts(session: string, mounts: readonly Mount[]): Judged<object> {
  const judged: object[] = [];
  const volumes: string[] = [];
  for (const { Type, Source, Target, ReadOnly, VolumeOptions, TmpfsOptions } of mounts) {
    const common = { Type, Target, ...(ReadOnly === true ? { ReadOnly } : {}) };
    if (Type === 'tmpfs') {
      if (Source) throw badRequest('A tmpfs has no source.');
      judged.push({ ...common, ...(TmpfsOptions ? { TmpfsOptions: { SizeBytes: TmpfsOptions.SizeBytes ?? 0, Mode: TmpfsOptions.Mode ?? 0 } } : {}) });
      continue;
    }
    if (Source) {
      if (!isName(Source)) throw notAllowed(`Mounting ${Source}`, 'the host’s folders are not yours.', 'Use a volume: -v NAME:/path');
      volumes.push(Source);
    }
    judged.push({ ...common, ...(Source ? { Source: realName(session, Source) } : {}), ...(VolumeOptions?.NoCopy === true ? { VolumeOptions: { NoCopy: true } } : {}) });
  }
  return { judged, volumes };
}
