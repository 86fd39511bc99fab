namespace Store.Devices.Drawing;

/// <summary>Dots on paper, black or not. It grows downwards, as paper does.</summary>
internal sealed class Bitmap(int width, int height = 0)
{
    private byte[] dots = new byte[(width + 7) / 8 * height];

    public int Width { get; } = width;

    public int Height { get; private set; } = height;

    /// <summary>Bytes of one row; the first dot is the highest bit.</summary>
    public int Stride { get; } = (width + 7) / 8;

    /// <summary>Rows of dots, one below the other, as printers take them.</summary>
    public ReadOnlySpan<byte> Rows => dots.AsSpan(0, Stride * Height);

    /// <summary>A dot; outside the picture there are white ones, and none can be set.</summary>
    public bool this[int x, int y]
    {
        get => x >= 0 && y >= 0 && x < Width && y < Height && (dots[y * Stride + x / 8] & (0x80 >> x % 8)) != 0;
        set
        {
            if (x < 0 || y < 0 || x >= Width || y >= Height)
                return;
            var bit = (byte)(0x80 >> x % 8);
            if (value)
                dots[y * Stride + x / 8] |= bit;
            else
                dots[y * Stride + x / 8] &= (byte)~bit;
        }
    }

    /// <summary>Of rows as printers take them; rows that are missing stay white.</summary>
    public static Bitmap FromRows(int width, int height, ReadOnlySpan<byte> rows)
    {
        var bitmap = new Bitmap(width, height);
        rows[..Math.Min(rows.Length, bitmap.dots.Length)].CopyTo(bitmap.dots);
        return bitmap;
    }

    public void Grow(int height)
    {
        if (height <= Height)
            return;
        if (Stride * height > dots.Length)
            Array.Resize(ref dots, Math.Max(Stride * height, dots.Length * 2));
        Height = height;
    }

    public void Fill(int x, int y, int width, int height)
    {
        for (var row = y; row < y + height; row++)
        {
            for (var column = x; column < x + width; column++)
                this[column, row] = true;
        }
    }

    /// <summary>Puts the black dots of another picture on this one.</summary>
    public void Draw(Bitmap picture, int x, int y)
    {
        for (var row = 0; row < picture.Height; row++)
        {
            for (var column = 0; column < picture.Width; column++)
            {
                if (picture[column, row])
                    this[x + column, y + row] = true;
            }
        }
    }

    public void Invert(int x, int y, int width, int height)
    {
        for (var row = y; row < y + height; row++)
        {
            for (var column = x; column < x + width; column++)
                this[column, row] = !this[column, row];
        }
    }

    /// <summary>Each dot so many times as wide and high.</summary>
    public Bitmap Enlarged(int across, int down)
    {
        if (across == 1 && down == 1)
            return this;
        var large = new Bitmap(Width * across, Height * down);
        for (var row = 0; row < large.Height; row++)
        {
            for (var column = 0; column < large.Width; column++)
            {
                if (this[column / across, row / down])
                    large[column, row] = true;
            }
        }
        return large;
    }

    /// <summary>As large as wished, each dot from where it was in proportion; made smaller, it is black where anything was, so that no stroke is lost.</summary>
    public Bitmap Resized(int width, int height)
    {
        var resized = new Bitmap(width, height);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
                resized[column, row] = Spanned(row, Height, height).Any(y => Spanned(column, Width, width).Any(x => this[x, y]));
        }
        return resized;

        static IEnumerable<int> Spanned(int dot, int from, int to) => Enumerable.Range(dot * from / to, Math.Max(1, ((dot + 1) * from / to) - (dot * from / to)));
    }

    /// <summary>Each black dot one wider, as printers make text bold.</summary>
    public Bitmap Bolder()
    {
        var bold = new Bitmap(Width, Height);
        bold.Draw(this, 0, 0);
        bold.Draw(this, 1, 0);
        return bold;
    }
}
