/** What a page is told when its connection is turned out at the door: by its code it shows the way to log in. */
import type { Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';

export const LOG_IN: Problem = problem('log-in', 'The server wants to know who is there.', 'The login has run out, or somebody logged out in this browser.', 'Log in again.');
