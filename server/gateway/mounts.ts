/** What a container may have mounted: volumes of the session and tmpfs. */
import { realName } from '../docker/labels';
import { CONTAINER_PATH } from './create-fields';
import type { AskedContainer } from './create-schema';
import { isName } from './names';
import type { Realm } from './realm';
import { badRequest, notAllowed } from './refusal';
import { ensureVolume } from './volumes';

type Mount = NonNullable<NonNullable<AskedContainer['HostConfig']>['Mounts']>[number];

const OPTIONS = ['ro', 'rw', 'nocopy'];

/** `-v NAME:/path[:ro]`, as the engine's Binds. The volumes exist afterwards, with our labels on them. */
export async function judgeBinds(realm: Realm, binds: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const judged: string[] = [];
  for (const bind of binds) {
    const [source = '', target = '', options, ...rest] = bind.split(':');
    if (!isName(source)) throw notAllowed(`Mounting ${source || 'nothing'}`, 'the host’s folders are not yours.', 'Use a volume: -v NAME:/path');
    if (!CONTAINER_PATH.safeParse(target).success || rest.length > 0) throw badRequest(`-v ${bind}: write it as NAME:/path or NAME:/path:ro.`);
    if (options !== undefined && !options.split(',').every((option) => OPTIONS.includes(option))) throw badRequest(`-v ${bind}: the options here are ${OPTIONS.join(', ')}.`);
    await ensureVolume(realm, source, signal);
    judged.push([realName(realm.session, source), target, ...(options === undefined ? [] : [options])].join(':'));
  }
  return judged;
}

/** `--mount`. */
export async function judgeMounts(realm: Realm, mounts: readonly Mount[], signal: AbortSignal): Promise<readonly object[]> {
  const judged: object[] = [];
  for (const { Type, Source, Target, ReadOnly, VolumeOptions, TmpfsOptions } of mounts) {
    const common = { Type, Target, ...(ReadOnly === true ? { ReadOnly } : {}) };
    if (Type === 'tmpfs') {
      if (Source) throw badRequest('A tmpfs has no source.');
      judged.push({ ...common, ...(TmpfsOptions ? { TmpfsOptions: { SizeBytes: TmpfsOptions.SizeBytes ?? 0, Mode: TmpfsOptions.Mode ?? 0 } } : {}) });
      continue;
    }
    if (Source) {
      if (!isName(Source)) throw notAllowed(`Mounting ${Source}`, 'the host’s folders are not yours.', 'Use a volume: -v NAME:/path');
      await ensureVolume(realm, Source, signal);
    }
    judged.push({ ...common, ...(Source ? { Source: realName(realm.session, Source) } : {}), ...(VolumeOptions?.NoCopy === true ? { VolumeOptions: { NoCopy: true } } : {}) });
  }
  return judged;
}
