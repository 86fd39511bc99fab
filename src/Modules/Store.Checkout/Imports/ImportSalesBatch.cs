using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Store.Checkout.Chain;
using Store.Checkout.Sales;
using Store.Contracts.Catalog;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;
using Store.Contracts.Inventory;
using Store.Contracts.Members;

namespace Store.Checkout.Imports;

/// <summary>
/// Takes some invoices over in one transaction. Each has a sale id that follows from store and invoice number, so an invoice that is there already is left out.
/// </summary>
internal static class ImportSalesBatch
{
    /// <summary>The register of sales that no till of Store made.</summary>
    private const string RegisterCode = "IMPORT";

    internal sealed record Command(long ImportId, StoreFacts Store, string TaxCode, IReadOnlyList<IReadOnlyList<SalesFileRow>> Invoices, KnownForImport Known) : ICommand<Done>;

    internal sealed class Handler(Db db, Ids ids, TimeProvider clock, IMediator mediator, Outbox outbox, SaleBook book) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var open = await WithoutThoseTaken(command, cancellationToken);
            if (open.Count == 0)
                return Done.It;

            await LearnProducts(command, open, cancellationToken);
            await LearnMembers(command, open, cancellationToken);
            var register = await Register(command.Store.StoreId, cancellationToken);
            await RecordSales(command, register, open, cancellationToken);
            await RecordOthers(command, open, cancellationToken);
            return Done.It;
        }

        /// <summary>An invoice has been taken when its sale is there, or its other rows are.</summary>
        private async Task<IReadOnlyList<ImportedInvoice>> WithoutThoseTaken(Command command, CancellationToken cancellationToken)
        {
            var invoices = command.Invoices.Select(rows => new ImportedInvoice(command.Store.StoreId, rows)).ToList();
            var takenSales = new HashSet<string>(StringComparer.Ordinal);
            foreach (var some in invoices.Chunk(1000))
            {
                takenSales.UnionWith(await db.Query<string>(
                    "SELECT SaleUuid FROM checkout.Sales WHERE SaleUuid IN @Uuids", new { Uuids = some.Select(invoice => invoice.SaleUuid.ToString()) }, cancellationToken));
            }

            var numbers = invoices.SelectMany(invoice => invoice.Others).Select(row => row.Number).DefaultIfEmpty().ToList();
            var takenRows = (await db.Query<long>("""
                SELECT RowNumber FROM checkout.SalesImportRows WHERE ImportId = @ImportId AND RowNumber BETWEEN @First AND @Last
                """, new { command.ImportId, First = numbers.Min(), Last = numbers.Max() }, cancellationToken)).ToHashSet();
            foreach (var invoice in invoices)
                invoice.LeaveOut(saleIsTaken: takenSales.Contains(invoice.SaleUuid.ToString()), takenRows);
            return [.. invoices.Where(invoice => invoice.Sold.Count > 0 || invoice.Others.Count > 0)];
        }

        private async Task LearnProducts(Command command, IReadOnlyList<ImportedInvoice> invoices, CancellationToken cancellationToken)
        {
            var missing = invoices.SelectMany(invoice => invoice.Sold.Concat(invoice.Adjusted))
                .Where(row => !command.Known.Products.ContainsKey(row.Product))
                .GroupBy(row => row.Product, StringComparer.OrdinalIgnoreCase)
                .Select(product => new ProductToEnsure(
                    product.Key, product.FirstOrDefault(row => row.Name.Length > 0)?.Name ?? "", product.Max(row => row.UnitPrice), command.TaxCode)).ToList();
            if (missing.Count == 0)
                return;
            var ensured = await mediator.Send(new EnsureProducts(command.Store.StoreId, missing), cancellationToken);
            // Remembered only once they are on disk: a batch that rolls back has made none.
            db.AfterCommit(() =>
            {
                foreach (var (code, product) in ensured)
                    command.Known.Products[code] = product;
            });
            products = new Dictionary<string, EnsuredProduct>(ensured, StringComparer.OrdinalIgnoreCase);
        }

        private async Task LearnMembers(Command command, IReadOnlyList<ImportedInvoice> invoices, CancellationToken cancellationToken)
        {
            var missing = invoices.Select(invoice => invoice.Member).OfType<string>().Where(number => !command.Known.Members.ContainsKey(number))
                .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (missing.Count == 0)
                return;
            var ensured = await mediator.Send(new EnsureMembers(command.Store.StoreId, missing), cancellationToken);
            db.AfterCommit(() =>
            {
                foreach (var (number, memberId) in ensured)
                    command.Known.Members[number] = memberId;
            });
            members = new Dictionary<string, long>(ensured, StringComparer.OrdinalIgnoreCase);
        }

        private async Task<Register> Register(long storeId, CancellationToken cancellationToken)
        {
            var registerId = await db.Find<long?>("""
                SELECT RegisterId FROM checkout.Registers WHERE StoreId = @storeId AND Code = @RegisterCode
                """, new { storeId, RegisterCode }, cancellationToken);
            if (registerId is null)
            {
                registerId = ids.Next();
                try
                {
                    await db.Execute("""
                        INSERT INTO checkout.Registers (RegisterId, StoreId, Code, Name, LastReceiptNumber) VALUES (@registerId, @storeId, @RegisterCode, @RegisterCode, 0)
                        """, new { registerId, storeId, RegisterCode }, cancellationToken);
                }
                catch (DbException refused) when (db.IsDuplicate(refused))
                {
                    throw new RunAgain("Another import has made the register.", refused);
                }
            }

            return await book.LockRegister(storeId, registerId.Value, cancellationToken);
        }

        private async Task RecordSales(Command command, Register register, IReadOnlyList<ImportedInvoice> invoices, CancellationToken cancellationToken)
        {
            var time = command.Store.Time();
            var sold = invoices.Where(invoice => invoice.Sold.Count > 0).Select(invoice => (Invoice: invoice, SaleId: ids.Next(), OccurredAt: time.Utc(invoice.LocalTime))).ToList();
            if (sold.Count == 0)
                return;

            var moves = sold.SelectMany(one => one.Invoice.Sold.Select(row => new StockMove(
                one.Invoice.IsReturn ? StockMoveKind.Return : StockMoveKind.Sale, Product(command, row).ProductId, -row.Quantity, one.SaleId,
                When: new StockMoveTime(time.BusinessDate(one.OccurredAt), one.OccurredAt)))).ToList();
            var costs = await mediator.Send(new MoveStock(command.Store.StoreId, default, default, moves, MayGoNegative: true), cancellationToken);

            var at = 0;
            var sales = new List<Sale>(sold.Count);
            foreach (var (invoice, saleId, occurredAt) in sold)
            {
                var lines = invoice.Sold.Select((row, index) => LineOf(command, saleId, index + 1, row, -costs[at++])).ToList();
                var total = Money.Sum(lines.Select(line => line.Total));
                sales.Add(new Sale(
                    saleId, invoice.SaleUuid, command.Store.StoreId, register, invoice.IsReturn ? SaleKind.Return : SaleKind.Sale, OriginalSaleId: null, Reason: null, time.BusinessDate(occurredAt),
                    invoice.LocalTime.Hour, occurredAt, CashierId: 0, CashierName: RegisterCode, Change: Money.Zero, lines,
                    total == Money.Zero ? [] : [new SalePayment(Tenders.Imported, total, total, Reference: null)],
                    invoice.Member is { } member ? MemberId(command, member) : null, invoice.Number, command.ImportId));
            }

            await Record(register, sales, cancellationToken);
        }

        private async Task Record(Register register, List<Sale> sales, CancellationToken cancellationToken)
        {
            var recordedAt = clock.UtcNow();
            var rows = new List<SaleRow>(sales.Count);
            var hash = register.LastHash;
            foreach (var sale in sales)
            {
                rows.Add(SaleChain.Linked(SaleRow.Of(sale, register.LastReceiptNumber + rows.Count + 1, recordedAt), sale, hash));
                hash = rows[^1].Hash;
            }

            var numbered = await db.Execute("""
                UPDATE checkout.Registers SET LastReceiptNumber = LastReceiptNumber + @Count, LastHash = @hash WHERE RegisterId = @RegisterId AND LastReceiptNumber = @LastReceiptNumber
                """, new { sales.Count, hash, register.RegisterId, register.LastReceiptNumber }, cancellationToken);
            if (numbered == 0)
                throw new RunAgain("Another import took the register's next numbers.");

            await book.InsertSales(rows, cancellationToken);
            await book.InsertLines([.. sales.SelectMany(sale => sale.Lines)], cancellationToken);
            await book.InsertPayments(sales, cancellationToken);
            await outbox.Add([.. sales.Zip(rows, (sale, row) => SaleBook.Completed(sale, row.ReceiptNumber))], cancellationToken);
        }

        private async Task RecordOthers(Command command, IReadOnlyList<ImportedInvoice> invoices, CancellationToken cancellationToken)
        {
            var time = command.Store.Time();
            var adjustments = invoices.Where(invoice => invoice.Adjusted.Any()).Select(invoice => new AdjustmentToRecord(
                invoice.AdjustmentUuid, time.BusinessDate(time.Utc(invoice.LocalTime)), time.Utc(invoice.LocalTime), ReasonOf(invoice),
                [.. invoice.Adjusted.Select(row => new AdjustmentLine(Product(command, row).ProductId, row.Quantity))])).ToList();
            if (adjustments.Count > 0)
                await mediator.Send(new RecordAdjustments(command.Store.StoreId, adjustments), cancellationToken);

            await db.Insert("""
                INSERT INTO checkout.SalesImportRows (ImportId, RowNumber, Outcome, Reason, AmountMinor)
                VALUES (@ImportId, @Number, @Outcome, @Reason, @Amount)
                """, [.. invoices.SelectMany(invoice => invoice.Others).Select(row => new
            {
                command.ImportId, row.Number, Outcome = row.Kind == SalesRowKind.Adjustment ? "Adjusted" : "Rejected", Reason = row.Problem ?? row.Name, row.Amount,
            })], cancellationToken);
        }

        private Dictionary<string, EnsuredProduct> products = [];
        private Dictionary<string, long> members = [];

        private EnsuredProduct Product(Command command, SalesFileRow row) =>
            products.TryGetValue(row.Product, out var product) ? product : command.Known.Products[row.Product];

        private long MemberId(Command command, string number) => members.TryGetValue(number, out var memberId) ? memberId : command.Known.Members[number];

        private SaleLine LineOf(Command command, long saleId, int lineNumber, SalesFileRow row, Money cost)
        {
            var product = Product(command, row);
            var tax = product.TaxRate.IncludedIn(row.Amount);
            return new SaleLine(
                saleId, lineNumber, product.ProductId, product.Code, row.Name.Length == 0 ? product.Name : Shortened(row.Name), Barcode: null, product.Unit, row.Quantity, row.UnitPrice, PriceId: 0,
                row.Amount, row.Amount - tax, tax, product.TaxCode, product.TaxRate, cost);
        }

        private static string ReasonOf(ImportedInvoice invoice) =>
            Shortened($"{invoice.Number} {invoice.Adjusted.Select(row => row.Name).FirstOrDefault(name => name.Length > 0)}".Trim());

        private static string Shortened(string text) => text.Length > 200 ? text[..200] : text;
    }

    /// <summary>The rows of one invoice, sorted by what they are.</summary>
    private sealed class ImportedInvoice(long storeId, IReadOnlyList<SalesFileRow> rows)
    {
        public string Number => rows[0].Invoice;

        public DateTime LocalTime { get; } = rows.Select(row => row.LocalTime).FirstOrDefault(time => time != default);

        public string? Member { get; } = rows.Select(row => row.Member).FirstOrDefault(member => member is not null);

        /// <summary>Lines of a sale or of a return; an invoice is one or the other by its number.</summary>
        public IReadOnlyList<SalesFileRow> Sold { get; private set; } = [.. rows.Where(row => row.Kind is SalesRowKind.Sale or SalesRowKind.Return)];

        public IReadOnlyList<SalesFileRow> Others { get; private set; } = [.. rows.Where(row => row.Kind is SalesRowKind.Adjustment or SalesRowKind.Rejected)];

        public IEnumerable<SalesFileRow> Adjusted => Others.Where(row => row.Kind == SalesRowKind.Adjustment);

        public bool IsReturn => Sold[0].Kind == SalesRowKind.Return;

        public Guid SaleUuid { get; } = UuidOf(storeId, "sale", rows[0].Invoice);

        public Guid AdjustmentUuid { get; } = UuidOf(storeId, "adjustment", rows[0].Invoice);

        public void LeaveOut(bool saleIsTaken, HashSet<long> takenRows)
        {
            if (saleIsTaken)
                Sold = [];
            Others = [.. Others.Where(row => !takenRows.Contains(row.Number))];
        }

        /// <summary>A UUID that follows from its parts (version 8 of RFC 9562).</summary>
        private static Guid UuidOf(long storeId, string kind, string invoice)
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{storeId}|{kind}|{invoice}"))[..16];
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }
}
