import type { LabelDocument } from '../api/client';

/** Labels that go to a label printer together. Its UUID makes it one batch, however often it is sent. */
export interface LabelBatch {
  readonly jobUuid: string;
  readonly names: readonly string[];
  readonly labels: readonly LabelDocument[];
}

/** So few that what is uncertain after a power cut is soon looked through. */
const labelsAtMost = 10;

/** Splits labels into batches; those without a document are left out. */
export function batchesOf(labels: readonly { readonly name: string; readonly document: LabelDocument | null }[], copies: number, uuid: () => string): readonly LabelBatch[] {
  const printable = labels.flatMap(({ name, document }) => (document ? [{ name, document: { ...document, copies } }] : []));
  return Array.from({ length: Math.ceil(printable.length / labelsAtMost) }, (_, at) => {
    const batch = printable.slice(at * labelsAtMost, (at + 1) * labelsAtMost);
    return { jobUuid: uuid(), names: batch.map(({ name }) => name), labels: batch.map(({ document }) => document) };
  });
}
