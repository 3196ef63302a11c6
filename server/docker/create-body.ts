/** From a typed `docker run` to the body of the engine's create request, with the session's labels and limits in it. */
import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerSpec } from '@/model/docker-command/command';
import type { CommandProblem } from '@/model/docker-command/problem';
import { checkLimits, limitFields } from './container-limits';
import type { EngineInfo } from './engine';
import { LABEL, realName } from './labels';
import type { Limits } from './limits';

export interface CreateInput {
  readonly spec: ContainerSpec;
  readonly name: string;
  /** The engine's tag. */
  readonly image: string;
  readonly session: string;
  readonly owner: string;
  readonly limits: Limits;
  readonly supports: EngineInfo['limits'];
  /** `host`, or `container:<id>` of a container of the session. */
  readonly pidMode?: string | undefined;
  /** It sees the host's processes, itself or through another container. */
  readonly seesHost: boolean;
  /** Connects to it before it starts, as `docker run` without -d does. */
  readonly attached: boolean;
}

/** The body, or which limit was asked too high. */
export function createBody(input: CreateInput): ContainerCreateOptions | CommandProblem {
  const { spec, limits, supports } = input;
  const wrong = checkLimits(spec, limits);
  if (wrong) return wrong;
  return {
    name: realName(input.session, input.name),
    Image: input.image,
    ...(spec.argv.length > 0 ? { Cmd: [...spec.argv] } : {}),
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: spec.entrypoint === '' ? [''] : [spec.entrypoint] }),
    Env: [...spec.env],
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    StdinOnce: spec.interactive && input.attached,
    AttachStdin: spec.interactive && input.attached,
    AttachStdout: input.attached,
    AttachStderr: input.attached,
    ...(spec.user === undefined ? {} : { User: spec.user }),
    ...(spec.workdir === undefined ? {} : { WorkingDir: spec.workdir }),
    ...(spec.hostname === undefined ? {} : { Hostname: spec.hostname }),
    ...(spec.stopSignal === undefined ? {} : { StopSignal: spec.stopSignal }),
    ...(spec.stopTimeout === undefined ? {} : { StopTimeout: spec.stopTimeout }),
    Labels: {
      [LABEL.owner]: input.owner,
      [LABEL.session]: input.session,
      [LABEL.name]: input.name,
      ...(input.seesHost ? { [LABEL.hostPid]: '1' } : {}),
    },
    HostConfig: {
      AutoRemove: spec.rm,
      ...(spec.init ? { Init: true } : {}),
      ...(spec.restart === undefined ? {} : { RestartPolicy: restartPolicy(spec.restart) }),
      ...(input.pidMode === undefined ? {} : { PidMode: input.pidMode }),
      ...(spec.network === 'none' ? { NetworkMode: 'none' } : {}),
      ...limitFields(spec, limits, supports),
    },
  };
}

function restartPolicy(text: string): { readonly Name: string; readonly MaximumRetryCount?: number } {
  const [name = 'no', times] = text.split(':');
  return times === undefined ? { Name: name } : { Name: name, MaximumRetryCount: Number(times) };
}
