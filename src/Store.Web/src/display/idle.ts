/** What the customer's window of this browser shows besides the ticket. */
export interface IdleSettings {
  /** Words while nobody is served; the usual greeting where there are none. */
  readonly text: string;
  /** A picture as a data URL. */
  readonly picture: string | null;
  /** What the shop's own payment code says; shown as a code while the customer pays. */
  readonly payCode: string;
}

const key = 'store.display';

const none: IdleSettings = { text: '', picture: null, payCode: '' };

export function loadIdle(): IdleSettings {
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<IdleSettings>) };
  } catch {
    return none;
  }
}

/** Keeps them; false where the picture is too large for the browser to keep. */
export function keepIdle(settings: IdleSettings): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

/** A picture as large as the window needs it and no larger. */
export async function pictureOf(file: Blob): Promise<string> {
  const widest = 1366;
  const image = await createImageBitmap(file);
  const scale = Math.min(1, widest / image.width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.85);
}
