/**
 * A lab as its author writes it: the schema of `labs/SLUG/lab.yaml`. It is the validator and, through the
 * JSON Schema made from it (labs/lab.schema.json), what editors complete and explain.
 *
 * Read on the server only; pages get `Lab` as data, so nothing of zod reaches the browser from here.
 */
import * as z from 'zod';
import { checkSchema } from './lab-check';
import type { localized } from './lab-words';
import { localizedText, slugSchema } from './lab-words';

const dockerLine = z.string().min(1).max(1000).regex(/^[^\r\n]*$/, 'one line');
const fileName = z.string().max(64).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a plain file name in the lab’s folder: letters, digits, dot, hyphen, underscore');
const tag = z.string().max(128).regex(/^[a-z0-9][a-z0-9._-]*:[A-Za-z0-9._-]+$/, 'a name and a tag, such as myredis:shell');

const imageSchema = z
  .union([
    fileName,
    z.strictObject({
      dockerfile: fileName.describe('The Dockerfile, in the lab’s folder.'),
      files: z.array(fileName).max(16).optional().describe('Other files of the folder that its COPY lines need.'),
    }),
  ])
  .describe('How the image is built: a Dockerfile in the lab’s folder, or an object that also names the files it copies.');

const questionShape = {
  ask: localizedText.describe('The question.'),
  options: z.array(localizedText).min(2).max(6).describe('The answers to choose from.'),
  answer: z.int().min(0).max(5).describe('Which option is right, counted from 0.'),
};
const question = z.strictObject(questionShape).refine((value) => value.answer < value.options.length, {
  path: ['answer'],
  message: 'the number of one of the options, counted from 0',
});

const modifySchema = z
  .strictObject({
    ask: localizedText.describe('The task, in a sentence or two.'),
    image: tag.optional().describe('The image that is built from the learner’s text. Needs `dockerfile`.'),
    dockerfile: fileName.optional().describe('The text that the learner begins with.'),
    files: z.array(fileName).max(16).optional().describe('Other files of the folder that its COPY lines need.'),
    command: dockerLine.optional().describe('Instead of a Dockerfile: a docker command line that the learner changes. It runs before `run`.'),
    solution: z.string().min(1).max(1000).describe('A file with a Dockerfile, or a command line, that makes every check pass. `pid1 run` uses it.'),
  })
  .refine((value) => (value.command === undefined) !== (value.dockerfile === undefined), { message: 'either `dockerfile` with `image`, or `command`' })
  .refine((value) => (value.dockerfile === undefined) === (value.image === undefined), { message: '`dockerfile` and `image` together' })
  .describe('The learner changes something and must make the checks pass.');

const stepSchema = z
  .strictObject({
    id: slugSchema.describe('The step’s name in addresses, events and in the `## heading` of its prose.'),
    title: localizedText,
    setup: z.array(dockerLine).max(16).optional().describe('Commands that bring about the step’s starting state from nothing: used by Reset and by a link to the step. Nothing of them ticks a check.'),
    predict: question.optional().describe('What will happen? Run is locked until the learner has answered.'),
    modify: modifySchema.optional(),
    run: z.array(dockerLine).max(16).describe('Docker commands as a person types them.'),
    observe: question.optional().describe('What did you see? Asked before the explanation.'),
    expect: z.array(checkSchema).min(1).max(16).describe('The checks. They tick from events, whoever caused them.'),
    hints: z
      .array(
        z.strictObject({
          unless: slugSchema.describe('Shown while this check is not ok.'),
          when: slugSchema.optional().describe('… and only once this one is.'),
          say: localizedText,
        }),
      )
      .max(8)
      .optional(),
  })
  .describe('One step: predict, run, observe, explain.');

export const labFileSchema = z
  .strictObject({
    title: localizedText,
    summary: localizedText.describe('What one learns, in a sentence.'),
    minutes: z.int().min(1).max(120).describe('How long it takes a learner.'),
    order: z.int().min(1).max(999).optional().describe('Its place on the catalogue’s path.'),
    images: z.record(tag, imageSchema).refine((images) => Object.keys(images).length <= 8, 'at most 8 images').describe('The images that the steps use, by the name that the learner types.'),
    steps: z.array(stepSchema).min(1).max(20),
  })
  .describe('A lab of PID 1 Lab.');

export type LabFile = z.infer<typeof labFileSchema>;
export type LabStep = LabFile['steps'][number];
export type Question = z.infer<typeof question>;
export type Modify = z.infer<typeof modifySchema>;

/** The languages that every lab is written in. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Localized = z.infer<typeof localized>;
