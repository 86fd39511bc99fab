using System.Globalization;

namespace Store.Finance.Journal;

/// <summary>The journal, the latest day first, each entry with its lines.</summary>
internal static class ListJournal
{
    /// <param name="StoreId">One store; null: all in which the caller may look.</param>
    /// <param name="From">First business date; null: from the beginning.</param>
    /// <param name="To">Last business date; null: without end.</param>
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Limit">Entries per page.</param>
    internal sealed record Query(long? StoreId, DateOnly? From, DateOnly? To, string? After, int Limit) : IQuery<Page<Item>>;

    /// <param name="EntryId">The entry.</param>
    /// <param name="StoreId">Whose books.</param>
    /// <param name="BusinessDate">The day to whose books it belongs.</param>
    /// <param name="OccurredAt">UTC.</param>
    /// <param name="Kind">What it was made from, such as Sale, Return, Receipt, Points or Pass.</param>
    /// <param name="DocumentId">The sale, shift, receipt or adjustment.</param>
    /// <param name="Lines">Debits and credits, which come to the same sum.</param>
    internal sealed record Item(long EntryId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, string Kind, long DocumentId, IReadOnlyList<Line> Lines);

    internal sealed record Line(string AccountCode, string Name, Money Debit, Money Credit);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Limit).IsPageLimit();
            RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || query.From <= to).WithMessage("'from' is after 'to'.");
            RuleFor(query => query.After).Must(after => after is null || Cursor.Parse(after) is not null).WithMessage("'after' is not the end of a page.");
        }
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var after = query.After is null ? Cursor.BeforeAll : Cursor.Parse(query.After)!;
            var to = query.To ?? DateOnly.MaxValue;
            var entries = await db.Query<Entry>("""
                SELECT EntryId, StoreId, BusinessDate, OccurredAt, Kind, DocumentId
                FROM   finance.JournalEntries
                WHERE  StoreId IN @Stores AND StoreId IN @Asked AND BusinessDate BETWEEN @From AND @To
                       AND (BusinessDate < @AfterDate OR (BusinessDate = @AfterDate AND EntryId < @AfterId))
                ORDER BY BusinessDate DESC, EntryId DESC
                OFFSET 0 ROWS FETCH NEXT @Rows ROWS ONLY
                """, new
            {
                Asked = AskedStores.Of(caller, query.StoreId), From = query.From ?? DateOnly.MinValue, To = to < after.BusinessDate ? to : after.BusinessDate,
                AfterDate = after.BusinessDate, AfterId = after.EntryId, Rows = query.Limit + 1,
            }, cancellationToken);
            var page = Paging.Page(entries, query.Limit, entry => new Cursor(entry.BusinessDate, entry.EntryId).ToString());
            var lines = await Lines([.. page.Items.Select(entry => entry.EntryId)], cancellationToken);
            return new Page<Item>(
                [.. page.Items.Select(entry => new Item(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, entry.Kind, entry.DocumentId, [.. lines[entry.EntryId]]))],
                page.Next);
        }

        private async Task<ILookup<long, Line>> Lines(long[] entryIds, CancellationToken cancellationToken) => (await db.Query<LineOfEntry>("""
            SELECT l.EntryId, l.AccountCode, a.Name, l.DebitMinor, l.CreditMinor
            FROM   finance.JournalLines l
            JOIN   finance.Accounts a ON a.AccountCode = l.AccountCode
            WHERE  l.EntryId IN @entryIds
            ORDER BY l.EntryId, l.LineNumber
            """, new { entryIds }, cancellationToken)).ToLookup(line => line.EntryId, line => new Line(line.AccountCode, line.Name, line.Debit, line.Credit));

        private sealed record Entry(long EntryId, long StoreId, DateOnly BusinessDate, DateTime OccurredAt, string Kind, long DocumentId);

        private sealed record LineOfEntry(long EntryId, string AccountCode, string Name, Money Debit, Money Credit);
    }

    /// <summary>The last entry of a page, as <c>2026-11-21.123</c>.</summary>
    private sealed record Cursor(DateOnly BusinessDate, long EntryId)
    {
        public static readonly Cursor BeforeAll = new(DateOnly.MaxValue, long.MaxValue);

        private const string DateFormat = "yyyy-MM-dd";

        /// <summary>Null when the text is not one.</summary>
        public static Cursor? Parse(string text) =>
            text.Split('.') is [var date, var id]
            && DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var businessDate)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entryId)
                ? new Cursor(businessDate, entryId)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BusinessDate.ToString(DateFormat, CultureInfo.InvariantCulture)}.{EntryId}");
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/journal", (long? storeId, DateOnly? from, DateOnly? to, string? after, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(storeId, from, to, after, limit ?? Paging.DefaultLimit), cancel))
            .RequirePermission("finance.view")
            .WithName(nameof(ListJournal)).WithSummary("List the journal with its lines")
            .ProducesValidationProblem();
    }
}
