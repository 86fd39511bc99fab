namespace Store.Contracts.Devices;

/// <summary>
/// What goes on paper, from top to bottom, whatever printer it comes out of: how many columns there are, which characters the printer has and how it draws a code is the
/// device's business. Modules lay their papers out in it; the till passes them on to its printer as they are.
/// </summary>
/// <param name="Elements">From top to bottom.</param>
public sealed record PrintDocument(IReadOnlyList<PrintElement> Elements);

/// <summary>One thing on paper. What a kind does not use is left out.</summary>
/// <param name="Kind">What it is.</param>
public sealed record PrintElement(PrintKind Kind)
{
    /// <summary>Of a text; line breaks begin new lines, and what is too long is wrapped: Latin words at their spaces, Chinese between any two characters.</summary>
    public string? Text { get; init; }

    /// <summary>Of a text, code or picture.</summary>
    public PrintAlign Align { get; init; }

    /// <summary>Of a text or columns.</summary>
    public bool Bold { get; init; }

    /// <summary>White on black; of a text.</summary>
    public bool Inverted { get; init; }

    /// <summary>How many times as wide and high as usual; 1 to 8, 0 counts as 1.</summary>
    public int Scale { get; init; }

    /// <summary>Of columns, from left to right.</summary>
    public IReadOnlyList<PrintColumn>? Columns { get; init; }

    /// <summary>Of a barcode: <c>Ean13</c>, <c>Ean8</c>, <c>UpcA</c>, <c>Code39</c>, <c>Code128</c>, <c>Gs1128</c>, <c>Itf</c>.</summary>
    public string? Symbology { get; init; }

    /// <summary>What a barcode or QR code says; of a GS1 code with brackets around the identifiers.</summary>
    public string? Data { get; init; }

    /// <summary>Whether people can read a barcode's digits below it.</summary>
    public bool Readable { get; init; }

    /// <summary>Dots per module of a code; 0 leaves it to the printer's width.</summary>
    public int Module { get; init; }

    /// <summary>Of a picture: a PNG, in black where it is darker than half.</summary>
    public byte[]? Png { get; init; }

    /// <summary>Of a feed.</summary>
    public int Lines { get; init; }

    /// <summary>A line of text.</summary>
    public static PrintElement Line(string text, PrintAlign align = PrintAlign.Left, bool bold = false, int scale = 1) => new(PrintKind.Text) { Text = text, Align = align, Bold = bold, Scale = scale };

    /// <summary>What stands at the left and at the right end of a line.</summary>
    public static PrintElement Apart(string left, string right, bool bold = false) =>
        new(PrintKind.Columns) { Columns = [new PrintColumn(left), new PrintColumn(right, Align: PrintAlign.Right)], Bold = bold };

    /// <summary>A line across the paper.</summary>
    public static PrintElement Rule { get; } = new(PrintKind.Rule);

    /// <summary>Feeds the paper to the knife and cuts.</summary>
    public static PrintElement Cut { get; } = new(PrintKind.Cut);
}

/// <summary>What can be on paper.</summary>
public enum PrintKind
{
    Text,
    Columns,
    Rule,
    Barcode,
    QrCode,
    Picture,
    Feed,
    Cut,
}

/// <summary>Where something stands.</summary>
public enum PrintAlign
{
    Left,
    Center,
    Right,
}

/// <param name="Text">What it says; wrapped within the column where it is too long.</param>
/// <param name="Width">In columns of the paper; 0 takes what it needs if it is right-aligned, and shares what is left otherwise.</param>
/// <param name="Align">Within the column.</param>
public sealed record PrintColumn(string Text, int Width = 0, PrintAlign Align = PrintAlign.Left);
