/** How the values of query parameters look. */
export const FLAG = /^(|0|1|true|false|True|False)$/;
export const WHOLE = /^-?\d{1,9}$/;
/** Unix seconds with a fraction, or a date, as the docker command sends them. */
export const TIME = /^[\dTZ:.+-]{0,40}$/;
export const WORD = /^[\w.+-]{0,60}$/;
export const TEXT = /^[^\p{Cc}]{0,1000}$/u;
/** A JSON object; read by filters.ts. */
export const FILTERS = /^[^]{0,8000}$/;

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|True)$/.test(value);
}
