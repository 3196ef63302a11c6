/** What the gateway says no to, in the engine's error format: `{"message": …}` with an HTTP status. */

export class Refusal extends Error {
  constructor(
    /** As the engine uses it: 400 for what cannot be understood, 403 for what is not allowed, 404, 409, 503. */
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Understood, and not performed here: what, why, and what to do instead. */
export function notAllowed(what: string, why: string, instead: string): Refusal {
  return new Refusal(403, `${what} is not performed in this lab: ${why} ${instead}`.trim());
}

export function notThere(kind: string, reference: string): Refusal {
  return new Refusal(404, `No such ${kind}: ${reference}`);
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, message);
}
