/** How the values of query parameters look. */
export const FLAG = /^(|0|1|true|false|True|False)$/;
/** May be said, as long as it is no. */
export const NO = /^(|0|false|False)$/;
/** May be there, empty. */
export const NEVER = /^$/;
export const WHOLE = /^-?\d{1,9}$/;
export const COUNT = /^(all|\d{1,9}|-1)$/;
export const SIGNAL = /^[A-Za-z0-9+-]{0,20}$/;
export const WAIT = /^(|not-running|next-exit|removed)$/;
/** Unix seconds with a fraction, or a date, as the docker command sends them. */
export const TIME = /^[\dTZ:.+-]{0,40}$/;
export const TEXT = /^[^\p{Cc}]{0,1000}$/u;
/** Not looked at. */
export const ANY = /^[^]*$/;
/** A JSON object; read by filters.ts. */
export const FILTERS = /^[^]{0,8000}$/;
/** Flags and columns of ps(1), which the engine runs on the host. No `=`: a column called PID would let it keep others' rows. */
export const PS_ARGS = /^[A-Za-z0-9 ,_-]{0,200}$/;

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|True)$/.test(value);
}
