/**
 * Where the fields of a trace event lie in its record: events/SYSTEM/NAME/format of tracefs.
 * Documentation/trace/events.rst, section 2.2.
 */

export interface Field {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly signed: boolean;
  /** `text`: char[N]. `data-loc`: a u32 of offset and length. `rel-loc`: the same, counted from the field's end. */
  readonly shape: 'number' | 'text' | 'data-loc' | 'rel-loc';
}

export interface EventFormat {
  readonly id: number;
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

const FIELD = /^\s*field:(?<decl>[^;]+);\s*offset:(?<offset>\d+);\s*size:(?<size>\d+);\s*signed:(?<signed>[01]);/;

/** Reads a format file; throws where it is not one, because nothing can be decoded without it. */
export function parseEventFormat(text: string): EventFormat {
  const name = /^name: (\S+)$/m.exec(text)?.[1];
  const id = /^ID: (\d+)$/m.exec(text)?.[1];
  if (name === undefined || id === undefined) throw new Error('not a trace event format: no name or no ID');
  const fields = new Map<string, Field>();
  for (const line of text.split('\n')) {
    const field = parseField(line);
    if (field !== undefined) fields.set(field.name, field);
  }
  return { id: Number(id), name, fields };
}

/** One `field:` line of a format file or of events/header_page; undefined for any other line. */
export function parseField(line: string): Field | undefined {
  const groups = FIELD.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { decl = '', offset, size, signed } = groups;
  const name = /(\w+)(?:\[\w*\])?$/.exec(decl)?.[1];
  if (name === undefined) return undefined;
  return { name, offset: Number(offset), size: Number(size), signed: signed === '1', shape: shapeOf(decl) };
}

function shapeOf(decl: string): Field['shape'] {
  if (decl.startsWith('__data_loc')) return 'data-loc';
  if (decl.startsWith('__rel_loc')) return 'rel-loc';
  return /\bchar \w+\[\w+\]$/.test(decl) ? 'text' : 'number';
}
