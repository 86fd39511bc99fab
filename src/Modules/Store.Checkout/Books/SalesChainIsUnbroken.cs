using Store.Checkout.Chain;
using Store.Kernel.Verification;

namespace Store.Checkout.Books;

/// <summary>
/// Works every register's chain out again, page by page, and names the first sale of each register that is not what it was when it was recorded: a changed cent, a swapped
/// payment, a row taken out or put in.
/// </summary>
internal sealed class SalesChainIsUnbroken(Db db) : IInvariant
{
    private const int SalesPerPage = 500;

    public string Name => "The hash chain of each register's sales is unbroken";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var breaks = new List<string>();
        var registers = await db.Query<RegisterRow>("""
            SELECT RegisterId, Code, LastHash, LastReceiptNumber FROM checkout.Registers ORDER BY RegisterId
            """, null, cancellationToken);
        foreach (var register in registers)
        {
            if (await FirstBreak(register, cancellationToken) is { } first)
                breaks.Add($"register {register.Code} ({register.RegisterId}): {first}");
        }

        return breaks;
    }

    private async Task<string?> FirstBreak(RegisterRow register, CancellationToken cancellationToken)
    {
        string? last = null;
        for (var after = 0L; ;)
        {
            var sales = await db.Query<SaleRow>("""
                SELECT SaleId, SaleUuid, StoreId, RegisterId, ShiftId, ReceiptNumber, Kind, OriginalSaleId, BusinessDate, OccurredAt, CashierId, MemberId,
                       NetMinor, TaxMinor, TotalMinor, CostMinor, ChangeMinor, PreviousHash, Hash
                FROM   checkout.Sales
                WHERE  RegisterId = @RegisterId AND ReceiptNumber > @after
                ORDER BY ReceiptNumber
                OFFSET 0 ROWS FETCH NEXT @SalesPerPage ROWS ONLY
                """, new { register.RegisterId, after, SalesPerPage }, cancellationToken);
            var (lines, payments) = await Parts(sales, cancellationToken);
            foreach (var sale in sales)
            {
                if (WhatIsWrong(sale, last, lines, payments) is { } wrong)
                    return $"sale {sale.SaleId}, receipt {sale.ReceiptNumber}: {wrong}";
                last = sale.Hash;
                after = sale.ReceiptNumber;
            }

            if (sales.Count < SalesPerPage)
                break;
        }

        return last == register.LastHash ? null : $"the sale that the register recorded last, receipt {register.LastReceiptNumber}, is not there";
    }

    private static string? WhatIsWrong(SaleRow sale, string? last, ILookup<long, LineRow> lines, ILookup<long, PaymentRow> payments)
    {
        if (sale.Hash is null)
            return last is null ? null : "it has no hash, the sale before it has one";
        if (sale.PreviousHash != last)
            return "it does not follow the sale before it";

        var text = SaleChain.Head(
            sale.PreviousHash, sale.SaleId, sale.SaleUuid, sale.StoreId, sale.RegisterId, sale.ShiftId, sale.ReceiptNumber, sale.Kind, sale.OriginalSaleId, sale.BusinessDate,
            sale.OccurredAt, sale.CashierId, sale.MemberId, sale.Net, sale.Tax, sale.Total, sale.Cost, sale.Change);
        foreach (var line in lines[sale.SaleId])
            SaleChain.AddLine(text, line.LineNumber, line.ProductId, line.Quantity, line.UnitPrice, line.Total, line.Net, line.Tax, line.TaxCode, line.Cost, line.OriginalLineNumber);
        foreach (var payment in payments[sale.SaleId])
            SaleChain.AddPayment(text, payment.PaymentNumber, payment.ShiftId, payment.Tender, payment.Amount, payment.Tendered, payment.Reference, payment.Currency, payment.Foreign, payment.Rate);
        return text.Hash() == sale.Hash ? null : "it is not what was recorded";
    }

    private async Task<(ILookup<long, LineRow> Lines, ILookup<long, PaymentRow> Payments)> Parts(IReadOnlyList<SaleRow> sales, CancellationToken cancellationToken)
    {
        var chained = sales.Where(sale => sale.Hash is not null).Select(sale => sale.SaleId).ToList();
        if (chained.Count == 0)
            return (Array.Empty<LineRow>().ToLookup(line => line.SaleId), Array.Empty<PaymentRow>().ToLookup(payment => payment.SaleId));
        var lines = await db.Query<LineRow>("""
            SELECT SaleId, LineNumber, ProductId, QuantityMilli, UnitPriceMinor, TotalMinor, NetMinor, TaxMinor, TaxCode, CostMinor, OriginalLineNumber
            FROM   checkout.SaleLines
            WHERE  SaleId IN @chained
            ORDER BY SaleId, LineNumber
            """, new { chained }, cancellationToken);
        var payments = await db.Query<PaymentRow>("""
            SELECT SaleId, PaymentNumber, ShiftId, Tender, AmountMinor, TenderedMinor, Reference, Currency, ForeignMinor, RateNano
            FROM   checkout.Payments
            WHERE  SaleId IN @chained
            ORDER BY SaleId, PaymentNumber
            """, new { chained }, cancellationToken);
        return (lines.ToLookup(line => line.SaleId), payments.ToLookup(payment => payment.SaleId));
    }

    private sealed record RegisterRow(long RegisterId, string Code, string? LastHash, long LastReceiptNumber);

    private sealed record SaleRow(
        long SaleId, Guid SaleUuid, long StoreId, long RegisterId, long? ShiftId, long ReceiptNumber, string Kind, long? OriginalSaleId, DateOnly BusinessDate, DateTime OccurredAt,
        long CashierId, long? MemberId, Money Net, Money Tax, Money Total, Money Cost, Money Change, string? PreviousHash, string? Hash);

    private sealed record LineRow(
        long SaleId, int LineNumber, long ProductId, Quantity Quantity, Money UnitPrice, Money Total, Money Net, Money Tax, string TaxCode, Money Cost, int? OriginalLineNumber);

    private sealed record PaymentRow(long SaleId, int PaymentNumber, long? ShiftId, string Tender, Money Amount, Money Tendered, string? Reference, string? Currency, Money? Foreign,
        ExchangeRate? Rate);
}
