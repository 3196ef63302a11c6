/** The images that a Dockerfile begins FROM, without its own earlier stages, `scratch`, and names that need an ARG. */
export function baseImages(dockerfile: string): readonly string[] {
  const stages = new Set(['scratch']);
  const bases = new Set<string>();
  for (const line of dockerfile.replace(/\\[ \t]*\r?\n/g, ' ').split(/\r?\n/)) {
    const match = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$/i.exec(line);
    if (!match) continue;
    const [, image = '', stage] = match;
    if (!stages.has(image.toLowerCase()) && !image.includes('$')) bases.add(image);
    if (stage !== undefined) stages.add(stage.toLowerCase());
  }
  return [...bases];
}
