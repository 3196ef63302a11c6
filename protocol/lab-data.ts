/** A lab ready for use: checked, with its prose and its files. Plain data; pages, sessions and the command line all take this. */
import type { LabCheck } from './lab-check';
import type { Language, LabStep as LabStepFile, Localized, Modify, Question } from './lab';

export interface Lab {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  readonly order: number | null;
  readonly images: readonly LabImage[];
  /** Every file that an image is built from, by name: what \`docker build .\` sees. */
  readonly files: Readonly<Record<string, string>>;
  /** What stands before the first step, in Markdown; empty where there is none. */
  readonly intro: Localized;
  readonly steps: readonly LabStep[];
}

/** An image and all that it is built from. */
export interface LabImage {
  /** The name that the learner types. */
  readonly tag: string;
  readonly dockerfile: string;
  /** What its COPY lines need: text by file name. */
  readonly files: Readonly<Record<string, string>>;
}

export interface LabStep {
  readonly id: string;
  readonly title: Localized;
  readonly setup: readonly string[];
  readonly predict: Question | null;
  readonly modify: LabTask | null;
  readonly run: readonly string[];
  readonly observe: Question | null;
  readonly expect: readonly LabCheck[];
  readonly hints: NonNullable<LabStepFile['hints']>;
  readonly prose: Readonly<Record<Language, StepProse>>;
}

/** Markdown. */
export interface StepProse {
  readonly todo: string;
  readonly explain: string;
}

/** What the learner changes: the text of a Dockerfile, which becomes `image`, or a command line. */
export type LabTask = { readonly ask: Modify['ask'] } & (
  | { readonly type: 'dockerfile'; readonly image: string; readonly text: string; readonly files: Readonly<Record<string, string>>; readonly solution: string }
  | { readonly type: 'command'; readonly text: string; readonly solution: string }
);

/** An entry of the catalogue. */
export interface LabSummary {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  readonly steps: number;
}
