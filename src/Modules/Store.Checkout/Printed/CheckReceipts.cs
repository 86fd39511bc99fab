using Store.Contracts.Chain;

namespace Store.Checkout.Printed;

/// <summary>
/// A business day's receipt numbers, register by register: which numbers are there, which are missing, which were printed twice, and which were printed although the sale
/// never arrived.
/// </summary>
internal static class CheckReceipts
{
    private const int FindingsAtMost = 200;

    internal sealed record Query(long StoreId, DateOnly? Date) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(DateOnly Date, IReadOnlyList<OfRegister> Registers, IReadOnlyList<Finding> Findings);

    /// <param name="RegisterId">The register.</param>
    /// <param name="RegisterCode">Its code.</param>
    /// <param name="FirstNumber">The day's first number.</param>
    /// <param name="LastNumber">The day's last number.</param>
    /// <param name="Sales">Sales stored.</param>
    /// <param name="Printed">Of them, those whose print was reported.</param>
    /// <param name="Findings">What does not match.</param>
    internal sealed record OfRegister(long RegisterId, string RegisterCode, long FirstNumber, long LastNumber, int Sales, int Printed, int Findings);

    /// <param name="Kind">Gap: no sale has the number. Double: the number was printed for more than one sale, or another sale has it. NotReceived: it was printed, the sale is not stored.</param>
    /// <param name="RegisterCode">The register.</param>
    /// <param name="ReceiptNumber">The number.</param>
    /// <param name="SaleUuid">The sale that it was printed for.</param>
    /// <param name="SaleId">The sale that has the number.</param>
    /// <param name="PrintedAt">When it was printed.</param>
    internal sealed record Finding(string Kind, string RegisterCode, long ReceiptNumber, Guid? SaleUuid, long? SaleId, DateTime? PrintedAt);

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var date = query.Date ?? (await mediator.Send(new GetStore(query.StoreId), cancellationToken)).Time().BusinessDate(clock.UtcNow());
            var day = new { query.StoreId, date };

            // What another system numbered is not a till's series.
            var registers = await db.Query<Row>("""
                SELECT r.RegisterId, r.Code AS RegisterCode, r.LastReceiptNumber, x.FirstNumber, x.LastNumber, x.Sales, x.Printed
                FROM   (SELECT s.RegisterId, MIN(s.ReceiptNumber) AS FirstNumber, MAX(s.ReceiptNumber) AS LastNumber, COUNT(*) AS Sales,
                               SUM(CASE WHEN p.SaleUuid IS NULL THEN 0 ELSE 1 END) AS Printed
                        FROM   checkout.Sales s
                        LEFT JOIN checkout.PrintedReceipts p ON p.RegisterId = s.RegisterId AND p.ReceiptNumber = s.ReceiptNumber AND p.SaleUuid = s.SaleUuid
                        WHERE  s.StoreId = @StoreId AND s.BusinessDate = @date AND s.ImportId IS NULL
                        GROUP BY s.RegisterId) x
                JOIN   checkout.Registers r ON r.RegisterId = x.RegisterId
                ORDER BY r.Code
                """, day, cancellationToken);
            var findings = new List<Finding>();
            foreach (var register in registers)
                findings.AddRange(await Gaps(register, cancellationToken));
            findings.AddRange(await Mismatches(query.StoreId, date, cancellationToken));

            var codes = registers.Select(register => register.RegisterCode).ToHashSet(StringComparer.Ordinal);
            return new Result(date,
            [
                .. registers.Select(register => new OfRegister(
                    register.RegisterId, register.RegisterCode, register.FirstNumber, register.LastNumber, register.Sales, register.Printed,
                    findings.Count(finding => finding.RegisterCode == register.RegisterCode))),
                .. findings.Where(finding => !codes.Contains(finding.RegisterCode)).GroupBy(finding => finding.RegisterCode, StringComparer.Ordinal)
                    .Select(register => new OfRegister(0, register.Key, 0, 0, 0, 0, register.Count())),
            ], findings);
        }

        /// <summary>Numbers between the last one of an earlier day and the first of a later day that no sale has.</summary>
        private async Task<IEnumerable<Finding>> Gaps(Row register, CancellationToken cancellationToken)
        {
            var around = await db.Find<Around>("""
                SELECT (SELECT COALESCE(MAX(ReceiptNumber), 0) FROM checkout.Sales WHERE RegisterId = @RegisterId AND ReceiptNumber < @FirstNumber) AS NumberBefore,
                       (SELECT COALESCE(MIN(ReceiptNumber), @LastReceiptNumber + 1) FROM checkout.Sales WHERE RegisterId = @RegisterId AND ReceiptNumber > @LastNumber) AS NumberAfter
                """, register, cancellationToken);
            var expected = around!.NumberAfter - around.NumberBefore - 1;
            var stored = await db.Query<Step>("""
                SELECT x.ReceiptNumber, x.NumberBefore
                FROM   (SELECT ReceiptNumber, LAG(ReceiptNumber, 1, @NumberBefore) OVER (ORDER BY ReceiptNumber) AS NumberBefore
                        FROM   checkout.Sales
                        WHERE  RegisterId = @RegisterId AND ReceiptNumber BETWEEN @FirstNumber AND @LastNumber) x
                WHERE  x.ReceiptNumber > x.NumberBefore + 1
                ORDER BY x.ReceiptNumber
                OFFSET 0 ROWS FETCH NEXT 200 ROWS ONLY
                """, new { register.RegisterId, register.FirstNumber, register.LastNumber, around.NumberBefore }, cancellationToken);
            var missing = stored.SelectMany(step => Numbers(step.NumberBefore + 1, step.ReceiptNumber - 1));
            if (expected > 0)
                missing = missing.Concat(Numbers(register.LastNumber + 1, around.NumberAfter - 1));
            return missing.Take(FindingsAtMost).Select(number => new Finding("Gap", register.RegisterCode, number, SaleUuid: null, SaleId: null, PrintedAt: null));
        }

        private async Task<IEnumerable<Finding>> Mismatches(long storeId, DateOnly date, CancellationToken cancellationToken) => (await db.Query<Printed>("""
            SELECT r.Code AS RegisterCode, p.ReceiptNumber, p.SaleUuid, p.PrintedAt, own.SaleId, other.SaleId AS OtherSaleId
            FROM   checkout.PrintedReceipts p
            JOIN   checkout.Registers r ON r.RegisterId = p.RegisterId
            LEFT JOIN checkout.Sales own ON own.SaleUuid = p.SaleUuid
            LEFT JOIN checkout.Sales other ON other.RegisterId = p.RegisterId AND other.ReceiptNumber = p.ReceiptNumber
            WHERE  p.StoreId = @storeId AND p.BusinessDate = @date
              AND  (own.SaleId IS NULL OR own.RegisterId <> p.RegisterId OR own.ReceiptNumber <> p.ReceiptNumber)
            ORDER BY p.RegisterId, p.ReceiptNumber, p.SaleUuid
            OFFSET 0 ROWS FETCH NEXT @FindingsAtMost ROWS ONLY
            """, new { storeId, date, FindingsAtMost }, cancellationToken))
            .Select(row => new Finding(row.SaleId is null && row.OtherSaleId is null ? "NotReceived" : "Double", row.RegisterCode, row.ReceiptNumber, row.SaleUuid, row.OtherSaleId, row.PrintedAt));

        private static IEnumerable<long> Numbers(long first, long last)
        {
            for (var number = first; number <= last; number++)
                yield return number;
        }

        private sealed record Row(long RegisterId, string RegisterCode, long LastReceiptNumber, long FirstNumber, long LastNumber, int Sales, int Printed);

        private sealed record Around(long NumberBefore, long NumberAfter);

        private sealed record Step(long ReceiptNumber, long NumberBefore);

        private sealed record Printed(string RegisterCode, long ReceiptNumber, Guid SaleUuid, DateTime PrintedAt, long? SaleId, long? OtherSaleId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/stores/{storeId:long}/receipt-check", (long storeId, DateOnly? date, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(storeId, date), cancel))
            .RequirePermission("checkout.view-shifts")
            .WithName(nameof(CheckReceipts)).WithSummary("Match a day's printed receipt numbers to the stored sales")
            .ProducesProblem(404);
    }
}
