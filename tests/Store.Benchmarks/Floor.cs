using Microsoft.Data.Sqlite;

namespace Store.Benchmarks;

/// <summary>
/// What the machine can do: the rows that one sale of so many lines leaves behind, written by bare prepared statements, one transaction on disk per sale, one
/// writer, nothing read and nothing worked out. The rows are: 1 sale, a line, a stock movement and a stock balance per line, 1 payment, the register's number, 1 outbox
/// message and the mark that it has been dealt with, 1 delivery, 1 journal entry and its 4 lines (cash, revenue, cost, inventory). Left out, as the host changes them
/// once for many sales: the daily balances of the books and the claim of the messages. The connection is set up as the host's is.
/// </summary>
internal sealed class Floor : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<SqliteCommand> statements = [];
    private readonly SqliteCommand sale, line, movement, stock, payment, register, message, dispatched, delivery, entry, entryLine;
    private readonly long storeId;
    private readonly long registerId;
    private readonly long shiftId;
    private readonly long[] products;
    private long id = 1L << 52;
    private long number;

    public Floor(string database, long storeId, long registerId, long shiftId, long[] products)
    {
        (this.storeId, this.registerId, this.shiftId, this.products) = (storeId, registerId, shiftId, products);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;");
        sale = Insert("Sales", "SaleId", "SaleUuid", "StoreId", "RegisterId", "ShiftId", "ReceiptNumber", "Kind", "BusinessDate", "HourOfDay", "OccurredAt", "RecordedAt",
            "CashierId", "CashierName", "ItemCount", "NetMinor", "TaxMinor", "TotalMinor", "CostMinor", "ChangeMinor");
        line = Insert("SaleLines", "SaleId", "LineNumber", "ProductId", "ProductCode", "ProductName", "Unit", "QuantityMilli", "UnitPriceMinor", "PriceId", "TotalMinor", "NetMinor",
            "TaxMinor", "TaxCode", "TaxRatePpm", "CostMinor", "ReturnedMilli");
        movement = Insert("StockMovements", "MovementId", "StoreId", "ProductId", "Kind", "QuantityMilli", "ValueMinor", "DocumentId", "OccurredAt", "BusinessDate", "UserId");
        stock = Prepare("UPDATE Stock SET QuantityMilli = QuantityMilli - @Quantity, ValueMinor = ValueMinor - @Value WHERE StoreId = @StoreId AND ProductId = @ProductId", "Quantity", "Value", "StoreId", "ProductId");
        payment = Insert("Payments", "SaleId", "PaymentNumber", "ShiftId", "Tender", "AmountMinor", "TenderedMinor");
        register = Prepare("UPDATE Registers SET LastReceiptNumber = @Number WHERE RegisterId = @RegisterId", "Number", "RegisterId");
        message = Insert("OutboxMessages", "EventId", "Kind", "Payload", "OccurredAt", "DueAt", "ClaimId", "State", "Attempts");
        dispatched = Prepare("UPDATE OutboxMessages SET State = 1 WHERE EventId = @EventId", "EventId");
        delivery = Insert("OutboxDeliveries", "EventId", "Handler", "DeliveredAt");
        entry = Insert("JournalEntries", "EntryId", "EventId", "StoreId", "BusinessDate", "OccurredAt", "Kind", "DocumentId");
        entryLine = Insert("JournalLines", "EntryId", "LineNumber", "AccountCode", "DebitMinor", "CreditMinor");
    }

    /// <summary>Writes one sale.</summary>
    public void Sell(int lines)
    {
        const string Time = "2026-11-21 12:00:00.000";
        const string Day = "2026-11-21";
        const string Payload = """{"saleId":4503599627370496,"storeId":4503599627370496,"isReturn":false,"businessDate":"2026-11-21","occurredAt":"2026-11-21T12:00:00Z","total":25.00,"taxes":[{"taxCode":"NONE","net":25.00,"tax":0.00}],"tenders":[{"tender":"Cash","amount":25.00}],"cost":12.50}""";
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var statement in statements)
            statement.Transaction = transaction;

        var saleId = id++;
        number++;
        Set(register, number, registerId);
        Set(sale, saleId, Guid.NewGuid().ToString(), storeId, registerId, shiftId, number + 1_000_000, "Sale", Day, 12, Time, Time, 1L, "Cashier", lines, 2500L, 0L, 2500L, 1250L, 0L);
        var first = (int)(number * 7919 % products.Length);
        for (var i = 0; i < lines; i++)
        {
            var product = products[(first + (i * 37)) % products.Length];
            Set(line, saleId, i + 1, product, "BENCH000000", "Benchmark goods 0", "pc", 1000L, 250L, saleId, 250L, 250L, 0L, "NONE", 0, 125L, 0L);
            Set(movement, id++, storeId, product, "Sale", -1000L, -125L, saleId, Time, Day, 1L);
            Set(stock, 1000L, 125L, storeId, product);
        }

        Set(payment, saleId, 1, shiftId, "Cash", 2500L, 2500L);
        var eventId = id++;
        Set(message, eventId, "Checkout.SaleCompleted", Payload, Time, Time, 0L, 0, 0);
        Set(dispatched, eventId);
        Set(delivery, eventId, "PostSales", Time);
        var entryId = id++;
        Set(entry, entryId, eventId, storeId, Day, Time, "Sale", saleId);
        Set(entryLine, entryId, 1, "1001", 2500L, 0L);
        Set(entryLine, entryId, 2, "6001", 0L, 2500L);
        Set(entryLine, entryId, 3, "6401", 1250L, 0L);
        Set(entryLine, entryId, 4, "1405", 0L, 1250L);
        transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Insert(string table, params string[] columns) =>
        Prepare($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})", columns);

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + parameter });
        command.Prepare();
        statements.Add(command);
        return command;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        if (command.ExecuteNonQuery() != 1)
            throw new InvalidOperationException($"{command.CommandText} wrote nothing.");
    }
}
