import { barsOf } from './barcodes';

const quiet = 9;
const height = 30;

/** A barcode as a drawing that prints sharp at any size; the text alone where it has no bars. */
export function Barcode({ code }: { readonly code: string }) {
  const bars = barsOf(code);
  if (!bars) return <span className="barcode-text">{code}</span>;
  const starts = bars.widths.map((_, at) => bars.widths.slice(0, at).reduce((sum, width) => sum + width, quiet));
  const width = bars.widths.reduce((sum, each) => sum + each, 2 * quiet);
  return (
    <span className="barcode">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" shapeRendering="crispEdges" role="img" aria-label={code}>
        {bars.widths.map((each, at) => (at % 2 === 0 ? <rect key={starts[at]} x={starts[at]} y={0} width={each} height={height} /> : null))}
      </svg>
      <span className="barcode-text">{bars.text}</span>
    </span>
  );
}
