/** Where the password comes from: the environment or a file. Never the command line, which every user of the machine can read with `ps`. */
import { readFileSync } from 'node:fs';

const LEAST = 8;
const MOST = 256;
const VARIABLE = 'PID1LAB_PASSWORD';

/** Undefined: none is asked for. Throws what, why and what to do. Takes it out of `env`, so that no program we start inherits it. */
export function readPassword(file: string | undefined, env: Record<string, string | undefined>): string | undefined {
  const told = env[VARIABLE];
  delete env[VARIABLE];
  if (file === undefined && told === undefined) return undefined;
  if (file !== undefined && told !== undefined) throw new Error(`There are two passwords.\n  why:        --password-file and ${VARIABLE} are both given.\n  what to do: give one of them.`);
  const where = file ?? VARIABLE;
  const password = file === undefined ? (told ?? '') : fromFile(file);
  if (password.length < LEAST || password.length > MOST) {
    throw new Error(`The password in ${where} cannot be used.\n  why:        it has ${password.length} characters; ${LEAST} to ${MOST} are needed.\n  what to do: choose another, such as three or four words.`);
  }
  return password;
}

/** Its first line: editors put a newline after it. */
function fromFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw new Error(`The password file cannot be read.\n  why:        ${(error as Error).message}\n  what to do: write the password into a file that only you can read (chmod 600), and name it.`, { cause: error });
  }
}
