import { expect, it } from 'vitest';
import { batchesOf } from './labelBatches';

const label = (name: string) => ({ name, document: { widthMm: 60, heightMm: 40, elements: [] } });

it('splits labels into batches, each with a UUID of its own, and says how many copies', () => {
  let last = 0;
  const batches = batchesOf(Array.from({ length: 23 }, (_, at) => label(`${at}`)), 2, () => `${++last}`);

  expect(batches.map(({ jobUuid, labels }) => [jobUuid, labels.length])).toEqual([['1', 10], ['2', 10], ['3', 3]]);
  expect(batches.flatMap(({ names }) => names)).toEqual(Array.from({ length: 23 }, (_, at) => `${at}`));
  expect(batches.flatMap(({ labels }) => labels.map(({ copies }) => copies))).toEqual(Array.from({ length: 23 }, () => 2));
});

it('leaves out what has no document', () => expect(batchesOf([{ name: 'x', document: null }], 1, () => '1')).toEqual([]));
