using Store.Catalog.PriceLists;
using Store.Catalog.Prices;
using Store.Catalog.Styles;

namespace Store.Catalog.PriceChanges;

/// <summary>A price change document as it is kept.</summary>
/// <param name="ChangeId">The document.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">Why prices change.</param>
/// <param name="ListId">The price list; 0 for retail prices.</param>
/// <param name="ListName">Its name; empty for retail prices.</param>
/// <param name="ReversesId">The document that it undoes; 0 without one.</param>
/// <param name="FromLocal">When it begins; null: on approval.</param>
/// <param name="ToLocal">When it ends; null where it does not.</param>
/// <param name="MadeById">Who made it.</param>
/// <param name="MadeByName">Their name.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="SubmittedById">Who put it forward; 0 while nobody has.</param>
/// <param name="SubmittedByName">Their name.</param>
/// <param name="SubmittedAt">When, UTC.</param>
/// <param name="DecidedByName">Who approved, refused or cancelled it.</param>
/// <param name="DecidedAt">When, UTC.</param>
/// <param name="Note">What they said.</param>
/// <param name="Version">Counts changes.</param>
internal sealed record PriceChangeDocument(
    long ChangeId, string Number, string State, string Reason, long ListId, string ListName, long ReversesId, DateTime? FromLocal, DateTime? ToLocal, long MadeById, string MadeByName,
    DateTime MadeAt, long SubmittedById, string SubmittedByName, DateTime? SubmittedAt, string DecidedByName, DateTime? DecidedAt, string Note, int Version)
{
    /// <summary>Where it holds; empty: in the whole chain.</summary>
    public IReadOnlyList<long> StoreIds { get; init; } = [];

    public PriceChangeState At => Enum.Parse<PriceChangeState>(State);
}

/// <summary>A line as it is kept; a unit that is empty is the product's own. A style's stands there once for each variant.</summary>
internal sealed record PriceChangeLineRow(long LineId, long ChangeId, long ProductId, string Unit, long StoreId, Money? OldPrice, Money? NewPrice, long StyleId = 0);

/// <summary>What slices do with price change documents alike.</summary>
internal sealed class PriceChangeDocuments(Db db, Ids ids, PricedUnits units, StylePrices styles, PriceListWriter lists, WallClock wallClock)
{
    public const string Columns = """
        d.ChangeId, d.Number, d.State, d.Reason, d.ListId, COALESCE(l.Name, '') AS ListName, d.ReversesId, d.FromLocal, d.ToLocal, d.MadeById, d.MadeByName, d.MadeAt,
        d.SubmittedById, d.SubmittedByName, d.SubmittedAt, d.DecidedByName, d.DecidedAt, d.Note, d.Version
        """;

    /// <summary>A document.</summary>
    /// <exception cref="NotFound">There is none.</exception>
    public async Task<PriceChangeDocument> Load(long changeId, CancellationToken cancellationToken)
    {
        var document = await db.Find<PriceChangeDocument>($"""
            SELECT    {Columns}
            FROM      catalog.PriceChanges d
            LEFT JOIN catalog.PriceLists l ON l.ListId = d.ListId
            WHERE     d.ChangeId = @changeId
            """, new { changeId }, cancellationToken) ?? throw new NotFound("price_change", changeId);
        return document with
        {
            FromLocal = document.FromLocal?.WithoutZone(),
            ToLocal = document.ToLocal?.WithoutZone(),
            StoreIds = await db.Query<long>("SELECT StoreId FROM catalog.PriceChangeStores WHERE ChangeId = @changeId ORDER BY StoreId", new { changeId }, cancellationToken),
        };
    }

    public Task<IReadOnlyList<PriceChangeLineRow>> Lines(long changeId, CancellationToken cancellationToken) => db.Query<PriceChangeLineRow>("""
        SELECT LineId, ChangeId, ProductId, Unit, StoreId, OldPriceMinor, NewPriceMinor, StyleId
        FROM   catalog.PriceChangeLines
        WHERE  ChangeId = @changeId
        ORDER BY LineId
        """, new { changeId }, cancellationToken);

    /// <summary>Refuses those who have no say everywhere that the document holds, and lists and stores that do not go together.</summary>
    public async Task RequireSay(long listId, IReadOnlyCollection<long> storeIds, CancellationToken cancellationToken)
    {
        if (listId == PriceRow.Retail)
        {
            await lists.RequireSay(storeIds, cancellationToken);
            return;
        }

        var all = await db.Find<bool?>("SELECT AllStores FROM catalog.PriceLists WHERE ListId = @listId", new { listId }, cancellationToken) ?? throw new NotFound("price_list", listId);
        var stores = all ? [] : await lists.Stores(listId, cancellationToken);
        await lists.RequireSay(storeIds.Count > 0 ? storeIds : stores, cancellationToken);
        if (!all && storeIds.FirstOrDefault(storeId => !stores.Contains(storeId)) is var other and not 0)
            throw new RuleBroken("price_list.not_in_store", $"The price list does not hold in store {other}.");
    }

    /// <summary>Moves a document on, if it is still as it was read.</summary>
    public async Task Move(PriceChangeDocument document, PriceChangeState to, object fields, string set, CancellationToken cancellationToken)
    {
        if (!PriceChangeMoves.Allow(document.At, to))
            throw new Conflict("price_change.state", $"The price change {document.Number} is {document.State} and cannot become {to}.", new Dictionary<string, object?> { ["state"] = document.State });
        var parameters = new Dapper.DynamicParameters(fields);
        parameters.Add("ChangeId", document.ChangeId);
        parameters.Add("Version", document.Version);
        parameters.Add("State", to.ToString());
        var moved = await db.Execute(
            $"UPDATE catalog.PriceChanges SET {set}, State = @State, Version = Version + 1 WHERE ChangeId = @ChangeId AND Version = @Version", parameters, cancellationToken);
        if (moved == 0)
            throw Stale(document.Number);
    }

    public static Conflict Stale(string number) => new("price_change.stale", $"Someone else has changed the price change {number}; read it again.");

    public async Task WriteStores(long changeId, IReadOnlyList<long>? storeIds, CancellationToken cancellationToken)
    {
        await db.Execute("DELETE FROM catalog.PriceChangeStores WHERE ChangeId = @changeId", new { changeId }, cancellationToken);
        await db.Insert(
            "INSERT INTO catalog.PriceChangeStores (ChangeId, StoreId) VALUES (@ChangeId, @StoreId)",
            [.. (storeIds ?? []).Distinct().Select(storeId => new StoreRow(changeId, storeId))], cancellationToken);
    }

    /// <summary>Puts the lines in the place of those that there are.</summary>
    public async Task WriteLines(long changeId, IPriceChangeFields fields, CancellationToken cancellationToken)
    {
        var lines = await styles.Spread(fields.Lines ?? [], cancellationToken);
        var unit = await units.Normal([.. lines.Select(one => (one.ProductId, one.Line.Unit))], cancellationToken);
        var rows = lines.Zip(unit, (one, normal) => new PriceChangeLineRow(
            ids.Next(), changeId, one.ProductId, normal, one.Line.StoreId, null, one.Line.Price, one.Line.StyleId)).ToList();
        if (rows.Count > PriceChangeFieldsValidator.LinesAtMost)
            throw new RuleBroken("price_change.too_long", $"One document has at most {PriceChangeFieldsValidator.LinesAtMost} prices.");
        RequireSense(rows, fields.ListId, fields.StoreIds ?? []);
        await db.Execute("DELETE FROM catalog.PriceChangeLines WHERE ChangeId = @changeId", new { changeId }, cancellationToken);
        await InsertLines(rows, cancellationToken);
    }

    /// <summary>Adds to lines of styles those for variants that have been made since they were written.</summary>
    public async Task<IReadOnlyList<PriceChangeLineRow>> WithNewVariants(IReadOnlyList<PriceChangeLineRow> lines, CancellationToken cancellationToken)
    {
        var added = new List<PriceChangeLineRow>();
        foreach (var same in lines.Where(line => line.StyleId != 0).GroupBy(line => (line.StyleId, line.StoreId)))
        {
            added.AddRange((await styles.Variants(same.Key.StyleId, cancellationToken)).Except(same.Select(line => line.ProductId))
                .Select(productId => same.First() with { LineId = ids.Next(), ProductId = productId, OldPrice = null }));
        }

        await InsertLines(added, cancellationToken);
        return [.. lines, .. added];
    }

    public Task InsertLines(IReadOnlyList<PriceChangeLineRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO catalog.PriceChangeLines (LineId, ChangeId, ProductId, Unit, StoreId, OldPriceMinor, NewPriceMinor, StyleId)
        VALUES (@LineId, @ChangeId, @ProductId, @Unit, @StoreId, @OldPrice, @NewPrice, @StyleId)
        """, rows, cancellationToken);

    /// <summary>Refuses lines that stand there twice, are for a store that the document is not for, or would leave goods without a retail price.</summary>
    public static void RequireSense(IReadOnlyList<PriceChangeLineRow> rows, long listId, IReadOnlyList<long> storeIds)
    {
        if (rows.GroupBy(row => (row.ProductId, row.StyleId, row.Unit, row.StoreId)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new RuleBroken("price_change.twice", $"Product {twice.Key.ProductId} stands there twice.", new Dictionary<string, object?> { ["productId"] = twice.Key.ProductId });
        if (rows.FirstOrDefault(row => row.StoreId != PriceRow.WholeChain && !storeIds.Contains(row.StoreId)) is { } other)
            throw new RuleBroken("price_change.other_store", $"The document is not for store {other.StoreId}.");
        if (listId == PriceRow.Retail && rows.FirstOrDefault(row => row.NewPrice is null && row.StoreId == PriceRow.WholeChain && storeIds.Count == 0 && row.Unit.Length == 0) is { } without)
            throw new RuleBroken("price_change.no_price", $"Product {without.ProductId} would be left without a retail price.", new Dictionary<string, object?> { ["productId"] = without.ProductId });
    }

    /// <summary>The stores in whose rows a line is written: 0 for the whole chain.</summary>
    public static IReadOnlyList<long> StoresOf(PriceChangeDocument document, PriceChangeLineRow line) =>
        line.StoreId != PriceRow.WholeChain ? [line.StoreId] : document.StoreIds.Count == 0 ? [PriceRow.WholeChain] : document.StoreIds;

    /// <summary>Whether an approved document's prices have begun somewhere.</summary>
    public async Task<bool> IsLive(PriceChangeDocument document, CancellationToken cancellationToken) =>
        document.At == PriceChangeState.Approved && (document.FromLocal is null || document.FromLocal <= await wallClock.Latest(cancellationToken));

    private sealed record StoreRow(long ChangeId, long StoreId);
}
