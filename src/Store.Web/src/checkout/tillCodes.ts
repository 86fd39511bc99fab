/** What a code on one of the till's own papers leads to. */
export interface TillCode { readonly kind: 'receipt' | 'parked' | 'order'; readonly id: number; readonly code: string }

/** Reads RC… (receipt) and PK… (parked basket), CO… (order or quotation); null for the code of goods or anything else. */
export function tillCodeOf(text: string): TillCode | null {
  const code = text.normalize('NFKC').trim().toUpperCase();
  const match = /^(RC|PK|CO)(\d{1,16})$/.exec(code);
  return match ? { kind: match[1] === 'RC' ? 'receipt' : match[1] === 'PK' ? 'parked' : 'order', id: Number(match[2]), code } : null;
}
