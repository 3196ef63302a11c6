/** Why a terminal cannot be opened, or an order of its browser not be carried out. */
import type { Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';

/** Carries the reason out of the opening of a terminal. */
export class TerminalRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.what);
    this.name = 'TerminalRefused';
  }
}

export function tooManyTerminals(most: number): Problem {
  return problem('terminals-full', 'No further terminal was opened.', `${most} are open, which is as many as a session may have.`, 'Close one of them.');
}

export function noContainer(name: string): Problem {
  return problem('terminal-no-container', `There is no container “${name}”.`, 'It may have been removed.', 'docker ps -a lists those that there are.');
}

export function notRunning(name: string, state: string): Problem {
  return problem('terminal-not-running', `No shell can be opened in “${name}”.`, `The container does not run: it is ${state}.`, `Start it again: docker start ${name}`);
}

export function seesHost(name: string): Problem {
  return problem('terminal-sees-host', `No shell can be opened in “${name}”.`, 'The container sees the processes of the whole machine, and those are not yours alone.', 'Use the workbench: host ps lists your own.');
}

export function cannotOpen(why: string): Problem {
  return problem('terminal-failed', 'The terminal could not be opened.', why, 'Try again; if it happens again, look at the server’s log.');
}

export function noWorkbench(): Problem {
  return problem('no-workbench', 'No files were put back.', 'The workbench is not there yet.', 'Open the Terminal tab first.');
}

export function filesNotReset(why: string): Problem {
  return problem('files-not-reset', 'The lab’s files were not put back.', why, 'Remove what you do not need in the home folder, and try again.');
}

export function unknownSession(): Problem {
  return problem('unknown-session', 'The terminal was not opened.', 'Its session has ended.', 'Reload the page: it opens a new one.');
}

export function openFirst(): Problem {
  return problem('open-first', 'Nothing was done.', 'No terminal is open on this connection yet.', 'Open one first: reload the page.');
}

export function openTwice(): Problem {
  return problem('open-twice', 'The second terminal was not opened.', 'This connection has a terminal already.', 'Open a new connection.');
}

export function otherProtocol(theirs: number, ours: number): Problem {
  return problem('protocol', 'Browser and server do not understand each other.', `The page speaks version ${theirs}, the server version ${ours}.`, 'Reload the page.');
}

export function notRead(): Problem {
  return problem('not-read', 'What was typed was lost.', 'The program in the terminal does not read, and more does not fit.', 'End it with Ctrl-C, or close the terminal.');
}
