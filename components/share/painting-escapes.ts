/**
 * Of a terminal's escapes those that paint (ECMA-48; https://invisible-island.net/xterm/ctlseqs/ctlseqs.html): whoever plays
 * a cast lets its text act on a terminal of their own. What names the window, reaches the clipboard, asks the terminal
 * for an answer (it would be typed at their prompt) or changes how it is typed and clicked in, is left out, and so is what is not known here.
 */

const ESC = '\u001b';
/** Begin strings to the terminal itself, which end with ESC \ or, xterm's way, with BEL: OSC, DCS, SOS, PM, APC. */
const STRINGS = ']PX^_';
/** Bell, backspace, tab, line feeds, return, and the two character sets. Not ENQ, which asks. */
const CONTROLS = '\u0007\b\t\n\v\f\r\u000e\u000f';
/** Escapes without parameters: the cursor kept and fetched, lines, tab stops, a new beginning; character sets, and double lines. */
const ESCAPES = /^\u001b(?:[78DEHMc]|[()*+][0-~]|#[3-8])$/;
/** The cursor moved, text put in, taken out, erased, scrolled, coloured; margins; the cursor's shape; a soft reset. */
const SEQUENCES = /^\u001b\[(?:[\d;:]*[@A-HIJKLMPSTXZ`abdefgmrsu]|\?[\d;]*[JK]|\d* q|!p)$/;
/** Sets modes: of the terminal, or with a question mark of its maker. */
const MODES = /^\u001b\[(\??)([\d;]*)([hl])$/;
/** Insertion; reverse video, origin, wrapping, the cursor's blinking and showing, the other screen, drawing at one go. */
const PAINTING_MODES = { '': ['4'], '?': ['5', '6', '7', '12', '25', '45', '47', '69', '1047', '1048', '1049', '2026'] };

/** Takes a terminal's output piece by piece, cut wherever it may be; answers with what is whole and paints. */
export function createPaintingEscapes(): (text: string) => string {
  let state: 'text' | 'escape' | 'sequence' | 'string' | 'string-escape' = 'text';
  /** The escape so far. */
  let escape = '';

  function take(character: string): string {
    if (state === 'string' || state === 'string-escape') return inString(character);
    if (character === ESC) return begin();
    // CAN and SUB give an escape up; other controls act within it.
    if (character === '\u0018' || character === '\u001a') {
      state = 'text';
      return '';
    }
    if (character < ' ') return CONTROLS.includes(character) ? character : '';
    if (character === '\u007f') return '';
    if (state === 'text') return character;
    return state === 'escape' ? inEscape(character) : inSequence(character);
  }

  function begin(): string {
    state = 'escape';
    escape = ESC;
    return '';
  }

  function inString(character: string): string {
    if (state === 'string-escape' && character !== '\\') {
      // Another escape ended the string.
      begin();
      return take(character);
    }
    if (character === ESC) state = 'string-escape';
    else if (state === 'string-escape' || character === '\u0007' || character === '\u0018' || character === '\u001a') state = 'text';
    return '';
  }

  function inEscape(character: string): string {
    const isFirst = escape === ESC;
    escape += character;
    if (isFirst && character === '[') state = 'sequence';
    else if (isFirst && STRINGS.includes(character)) state = 'string';
    else if (character >= '0') {
      state = 'text';
      return ESCAPES.test(escape) ? escape : '';
    }
    return '';
  }

  function inSequence(character: string): string {
    escape += character;
    if (character < '@') return '';
    state = 'text';
    return SEQUENCES.test(escape) ? escape : paintingModes(escape);
  }

  return (text) => {
    let painted = '';
    // ECMA-48 5.3: a control of the second set is ESC and the letter below it.
    for (const character of text.replace(/[\u0080-\u009f]/g, (one) => ESC + String.fromCharCode(one.charCodeAt(0) - 0x40))) painted += take(character);
    return painted;
  };
}

function paintingModes(sequence: string): string {
  const [, maker, modes = '', set] = MODES.exec(sequence) ?? [];
  const kept = modes.split(';').filter((mode) => PAINTING_MODES[maker === '?' ? '?' : ''].includes(mode));
  return kept.length === 0 ? '' : `${ESC}[${maker}${kept.join(';')}${set}`;
}
