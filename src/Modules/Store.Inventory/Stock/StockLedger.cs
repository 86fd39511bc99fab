using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Store.Contracts.Chain;
using Store.Contracts.Inventory;

namespace Store.Inventory.Stock;

/// <summary>
/// Writes movements and balances in the caller's transaction. Any number of moves costs one locked read, one insert and one update (more only where a statement would
/// have too many parameters), and one more insert when a product is new in the store: every sale passes through here.
/// </summary>
internal sealed class StockLedger(Db db, Ids ids, Caller caller, Outbox outbox, IMediator mediator)
{
    private const int IdsPerStatement = 250;

    // A CASE is searched from the top for each row, and a parameter among all others: several small statements beat one huge one.
    private const int BalancesPerStatement = 50;

    private static readonly ConcurrentDictionary<int, string> Updates = new();

    /// <summary>Books the moves in the order given and answers with the value of each.</summary>
    /// <exception cref="RuleBroken"><c>stock.insufficient</c>: more leaves than is there, and the policy does not let stock go below zero.</exception>
    public async Task<IReadOnlyList<Money>> Book(long storeId, IReadOnlyList<LedgerMove> moves, bool mayGoNegative, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
            return [];

        var balances = await Lock(storeId, [.. moves.Select(move => move.ProductId).Distinct().Order()], cancellationToken);
        var values = new Money[moves.Count];
        var movements = new List<Movement>(moves.Count);
        var revaluations = new List<StockRevalued>();
        for (var i = 0; i < moves.Count; i++)
        {
            var move = moves[i];
            var balance = balances[move.ProductId];
            var (value, revaluation) = balance.Stock.Move(move.Kind, move.Quantity, move.TakesOverValue ? -values[i - 1] : move.Value);
            balance.WentShort |= move.Quantity < Quantity.Zero && balance.Stock.Quantity < Quantity.Zero;
            values[i] = value;
            movements.Add(MovementOf(storeId, move, move.Kind, move.Quantity, value));
            if (revaluation != Money.Zero)
            {
                movements.Add(MovementOf(storeId, move, StockMoveKind.Revalue, Quantity.Zero, revaluation));
                revaluations.Add(new StockRevalued(move.DocumentId, storeId, move.BusinessDate, move.OccurredAt, revaluation));
            }
        }

        if (!mayGoNegative)
            await RefuseWhatIsNotThere(storeId, balances.Values, moves, cancellationToken);

        await db.Insert("""
            INSERT INTO inventory.StockMovements
                   (MovementId, StoreId, ProductId, Kind, QuantityMilli, ValueMinor, DocumentId, Reason, OccurredAt, BusinessDate, UserId)
            VALUES (@MovementId, @StoreId, @ProductId, @Kind, @Quantity, @Value, @DocumentId, @Reason, @OccurredAt, @BusinessDate, @UserId)
            """, movements, cancellationToken);
        foreach (var some in balances.Values.Chunk(BalancesPerStatement))
            await Update(storeId, some, cancellationToken);
        if (revaluations.Count > 0)
            await outbox.Add(OnePerDocument(revaluations), cancellationToken);
        return values;
    }

    /// <summary>
    /// Takes the products' rows for this transaction, in the order of their ids so that two tills with the same goods wait for each other instead of deadlocking.
    /// A product that is new in the store gets its row here.
    /// </summary>
    private async Task<SortedDictionary<long, Balance>> Lock(long storeId, long[] productIds, CancellationToken cancellationToken)
    {
        var balances = new SortedDictionary<long, Balance>();
        foreach (var some in productIds.Chunk(IdsPerStatement))
        {
            var rows = await db.Query<Row>("""
                SELECT ProductId, QuantityMilli, ValueMinor, LastUnitCost, NegativeAllowed
                FROM   inventory.Stock WITH (UPDLOCK, ROWLOCK)
                WHERE  StoreId = @storeId AND ProductId IN @some
                ORDER BY ProductId
                """, new { storeId, some }, cancellationToken);
            foreach (var row in rows)
                balances.Add(row.ProductId, new Balance(row));
        }

        var missing = productIds.Where(productId => !balances.ContainsKey(productId)).Select(productId => new Row(productId, Quantity.Zero, Money.Zero, 0, null)).ToList();
        try
        {
            await db.Insert("""
                INSERT INTO inventory.Stock (StoreId, ProductId, QuantityMilli, ValueMinor, LastUnitCost)
                VALUES (@StoreId, @ProductId, 0, 0, 0)
                """, missing.ConvertAll(row => new { StoreId = storeId, row.ProductId }), cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another till has just moved one of the products for the first time.", refused);
        }

        missing.ForEach(row => balances.Add(row.ProductId, new Balance(row)));
        return balances;
    }

    private async Task RefuseWhatIsNotThere(long storeId, IEnumerable<Balance> balances, IReadOnlyList<LedgerMove> moves, CancellationToken cancellationToken)
    {
        var wentShort = balances.Where(balance => balance.WentShort && balance.Row.NegativeAllowed != true).ToList();
        var refused = wentShort.Find(balance => balance.Row.NegativeAllowed == false);
        if (refused is null && (wentShort.Count == 0 || (await mediator.Send(new GetStore(storeId), cancellationToken)).AllowNegativeStock))
            return;

        var row = (refused ?? wentShort[0]).Row;
        var wanted = -Quantity.Sum(moves.Where(move => move.ProductId == row.ProductId && move.Quantity < Quantity.Zero).Select(move => move.Quantity));
        throw new RuleBroken("stock.insufficient", $"There are {row.Quantity} in stock; {wanted} are wanted.", new Dictionary<string, object?>
        {
            ["productId"] = row.ProductId, ["onHand"] = row.Quantity.ToDecimal(), ["wanted"] = wanted.ToDecimal(),
        });
    }

    private async Task Update(long storeId, Balance[] balances, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        parameters.Add("StoreId", storeId);
        for (var i = 0; i < balances.Length; i++)
        {
            var (row, stock) = (balances[i].Row, balances[i].Stock);
            parameters.Add(Name('P', i), row.ProductId);
            parameters.Add(Name('Q', i), stock.Quantity.Milli - row.Quantity.Milli);
            parameters.Add(Name('V', i), stock.Value.Minor - row.Value.Minor);
            parameters.Add(Name('C', i), stock.LastUnitCost);
        }

        var updated = await db.Execute(Updates.GetOrAdd(balances.Length, UpdateOf), parameters, cancellationToken);
        if (updated != balances.Length)
            throw new InvalidOperationException($"{balances.Length} balances were locked and {updated} written.");
    }

    /// <summary>One UPDATE for several balances, each with figures of its own; both engines lack another way that is as cheap.</summary>
    private static string UpdateOf(int count)
    {
        var products = Enumerable.Range(0, count).ToArray();
        string Each(char figure) => string.Concat(products.Select(i => $" WHEN @{Name('P', i)} THEN @{Name(figure, i)}"));
        return new StringBuilder()
            .Append("UPDATE inventory.Stock\nSET QuantityMilli = QuantityMilli + CASE ProductId").Append(Each('Q')).Append(" END,")
            .Append("\n    ValueMinor = ValueMinor + CASE ProductId").Append(Each('V')).Append(" END,")
            .Append("\n    LastUnitCost = CASE ProductId").Append(Each('C')).Append(" END")
            .Append("\nWHERE StoreId = @StoreId AND ProductId IN (").AppendJoin(", ", products.Select(i => $"@{Name('P', i)}")).Append(')')
            .ToString();
    }

    private static string Name(char figure, int i) => string.Create(CultureInfo.InvariantCulture, $"{figure}{i}");

    private Movement MovementOf(long storeId, LedgerMove move, StockMoveKind kind, Quantity quantity, Money value) => new(
        ids.Next(), storeId, move.ProductId, kind.ToString(), quantity, value, move.DocumentId, Short(move.Reason), move.OccurredAt, move.BusinessDate, caller.UserId);

    private static string? Short(string? reason) => reason is { Length: > StockDocuments.ReasonLength } ? reason[..StockDocuments.ReasonLength] : reason;

    private static List<StockRevalued> OnePerDocument(List<StockRevalued> revaluations) =>
        [.. revaluations.GroupBy(one => one.DocumentId).Select(document => document.First() with { Value = Money.Sum(document.Select(one => one.Value)) })];

    private sealed record Row(long ProductId, Quantity Quantity, Money Value, long LastUnitCost, bool? NegativeAllowed);

    private sealed record Movement(
        long MovementId, long StoreId, long ProductId, string Kind, Quantity Quantity, Money Value, long DocumentId, string? Reason, DateTime OccurredAt, DateOnly BusinessDate, long UserId);

    private sealed class Balance(Row row)
    {
        /// <summary>As it was when it was locked.</summary>
        public Row Row => row;

        /// <summary>As the moves leave it.</summary>
        public ValuedStock Stock { get; } = new(row.Quantity, row.Value, row.LastUnitCost);

        /// <summary>Some move took more than was there.</summary>
        public bool WentShort { get; set; }
    }
}

/// <summary>One move with the day to whose books it belongs; what takes over a value comes in at what the move before it took out.</summary>
internal sealed record LedgerMove(
    StockMoveKind Kind, long ProductId, Quantity Quantity, long DocumentId, DateOnly BusinessDate, DateTime OccurredAt, Money? Value = null, string? Reason = null,
    bool TakesOverValue = false);
