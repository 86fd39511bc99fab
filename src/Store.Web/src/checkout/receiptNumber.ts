/** The receipt's number out of what was typed or scanned: 123, R1-000123, or the bare digits with leading zeros; -1 (which no receipt has) for anything else. */
export function receiptNumberOf(text: string): number {
  const match = /(?:^|-)(\d{1,15})$/.exec(text.normalize('NFKC').trim());
  return match ? Number(match[1]) : -1;
}

/** A receipt's number as it is printed. */
export const receiptNumberText = (registerCode: string, receiptNumber: number) => `${registerCode}-${String(receiptNumber).padStart(6, '0')}`;
