/** Paper of 80 mm has this many dots; a wider logo is drawn smaller. */
export const logoWidthAtMost = 576;
export const logoHeightAtMost = 400;

/** How large a picture is drawn so that it fits the head of a receipt; a small one stays as it is. */
export function logoSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, logoWidthAtMost / width, logoHeightAtMost / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Makes pixels black or white as a printer does: black where they are darker than half. What is transparent is paper. */
export function blackAndWhite(rgba: Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 255, green = 255, blue = 255, alpha = 255] = rgba.subarray(at, at + 4);
    const light = (0.299 * red + 0.587 * green + 0.114 * blue) * (alpha / 255) + 255 - alpha;
    rgba.fill(light < 128 ? 0 : 255, at, at + 3);
    rgba[at + 3] = 255;
  }
}

/** A picture as it will be on paper: a black and white PNG in base64. */
export async function logoOf(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const { width, height } = logoSize(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  context.drawImage(picture, 0, 0, width, height);
  const image = context.getImageData(0, 0, width, height);
  blackAndWhite(image.data);
  context.putImageData(image, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
