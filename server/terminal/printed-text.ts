/** What a terminal printed, as the text that somebody would have read. */

// ECMA-48: control sequences, then strings (OSC, DCS, PM, APC), then other escapes.
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]/g;

/** Without escapes and control characters; of a line that was overwritten (a progress bar) only its last state. */
export function printedText(raw: string): string {
  return raw
    .replace(ESCAPES, '')
    .replace(/\r+\n/g, '\n')
    .replace(/[^\n]*\r(?=[^\n])/g, '')
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
}
