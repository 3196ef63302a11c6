/** The door that the options ask for, or the reason why the server must not start without one. */
import type { Options } from '../options';
import { Access } from './access';
import { refusedExposure } from './exposure';
import { newJoinCode } from './join-code';
import { readPassword } from './read-password';

export interface Door {
  /** Null: whoever reaches the server may come in. */
  readonly access: Access | null;
  /** What people who start the server are told of it. */
  readonly told: readonly string[];
}

type Asked = Pick<Options, 'host' | 'joinCode' | 'passwordFile' | 'publishedOnLoopback' | 'trustProxy'>;

/** Rejects with what, why and what to do. */
export async function openDoor({ host, joinCode: wantsCode, passwordFile, publishedOnLoopback, trustProxy }: Asked, env: Record<string, string | undefined>): Promise<Door> {
  const password = readPassword(passwordFile, env);
  const hasDoor = password !== undefined || wantsCode;
  const refused = refusedExposure({ host, hasDoor, publishedOnLoopback });
  if (refused !== undefined) throw new Error(refused);
  if (!hasDoor) return { access: null, told: [] };
  const joinCode = wantsCode ? newJoinCode() : undefined;
  const access = await Access.start({ password, joinCode, trustProxy });
  return {
    access,
    told: [...(joinCode === undefined ? [] : [`  code     ${joinCode}: whoever types it comes in`]), ...(password === undefined ? [] : ['  login    with the password'])],
  };
}
