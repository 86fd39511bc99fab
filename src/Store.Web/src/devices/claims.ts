/** What another window of this till has: the devices by their short names, and what that window is called. */
export interface Taken { readonly ids: readonly string[]; readonly holder: string }

const nothing: Taken = { ids: [], holder: '' };
let taken = nothing;
const listeners = new Set<() => void>();

export const takenElsewhere = () => taken;

export function onTaken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Another window has the device; null: none has any more. */
export function noteTaken(id: string, holder: string | null): void {
  const known = taken.ids.includes(id);
  if (holder === null ? !known : known && taken.holder === holder) return;
  const ids = [...taken.ids.filter((each) => each !== id), ...(holder === null ? [] : [id])].sort();
  taken = ids.length === 0 ? nothing : { ids, holder: holder ?? taken.holder };
  for (const listener of listeners) listener();
}
