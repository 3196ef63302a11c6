/** A world as plain JSON and back, for checkpoints that cross the wire. */
import type { World } from './world';

type Entries<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : M;

/** A world with its maps written as lists of entries. */
export type WorldJson = { readonly [Field in keyof World]: Entries<World[Field]> };

export function worldToJson(world: World): WorldJson {
  return {
    ...world,
    processes: [...world.processes],
    containers: [...world.containers],
    commands: [...world.commands],
    images: [...world.images],
    ps: [...world.ps],
    predictions: [...world.predictions],
  };
}

export function worldFromJson(json: WorldJson): World {
  return {
    ...json,
    processes: new Map(json.processes),
    containers: new Map(json.containers),
    commands: new Map(json.commands),
    images: new Map(json.images),
    ps: new Map(json.ps),
    predictions: new Map(json.predictions),
  };
}
