using System.Data.Common;
using Store.Checkout.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Sales;

/// <summary>Writes sales and returns down: the one place that gives receipt numbers and tells the other modules.</summary>
internal sealed class SaleBook(Db db, Outbox outbox, TicketLoyalty loyalty, TimeProvider clock)
{
    /// <summary>Takes the register for this transaction: sales of one register come one after the other, so its numbers have no gaps and no doubles.</summary>
    public async Task<Register> LockRegister(long storeId, long registerId, CancellationToken cancellationToken) => await db.Find<Register>("""
        SELECT r.RegisterId, r.Code, r.LastReceiptNumber, r.OpenShiftId AS ShiftId, r.LastHash,
               COALESCE(t.CashStepMinor, 0) AS CashStepMinor, COALESCE(t.CashRounding, 'Nearest') AS CashRounding,
               COALESCE((SELECT MAX(q.QuestionId) FROM checkout.Questions q WHERE q.Active = 1), 0) AS LastQuestionId,
               (SELECT k.FromMinor FROM checkout.ReceiptCoupons k WHERE k.SettingsId = 1) AS CouponsFromMinor
        FROM   checkout.Registers r WITH (UPDLOCK, ROWLOCK)
        LEFT JOIN checkout.TenderSettings t ON t.StoreId = r.StoreId
        WHERE  r.RegisterId = @registerId AND r.StoreId = @storeId
        """, new { registerId, storeId }, cancellationToken) ?? throw new NotFound("register", registerId);

    /// <summary>The sale that a till has sent before, as it was answered.</summary>
    public async Task<SaleResult?> FindByUuid(long storeId, Guid saleUuid, CancellationToken cancellationToken)
    {
        var found = await db.Find<Stored>("""
            SELECT s.SaleId, s.StoreId, s.ReceiptNumber, s.BusinessDate, s.NetMinor, s.TaxMinor, s.TotalMinor, s.ChangeMinor,
                   (SELECT COALESCE(-SUM(p.AmountMinor), 0) FROM checkout.Payments p WHERE p.SaleId = s.SaleId AND p.Tender = @StoredChange) AS StoredChangeMinor, s.RoundingMinor
            FROM   checkout.Sales s
            WHERE  s.SaleUuid = @saleUuid
            """, new { saleUuid, Tenders.StoredChange }, cancellationToken);
        if (found is null)
            return null;
        if (found.StoreId != storeId)
            throw new Conflict("sale.uuid_taken", "This sale id belongs to another store's sale.");
        return new SaleResult(found.SaleId, saleUuid, found.ReceiptNumber, found.BusinessDate, found.Net, found.Tax, found.Total, found.Total + found.Rounding + found.Change + found.StoredChange, found.Change,
            found.StoredChange, found.Rounding);
    }

    /// <summary>Records the sale under the register's next number.</summary>
    public async Task<SaleResult> Record(Sale sale, CancellationToken cancellationToken)
    {
        var outcome = await loyalty.Settle(sale, cancellationToken);
        sale = sale with { Payments = [.. sale.Payments.Select(TicketLoyalty.WithoutCode)] };
        var number = sale.Register.LastReceiptNumber + 1;
        var row = SaleChain.Linked(SaleRow.Of(sale, number, clock.UtcNow()), sale, sale.Register.LastHash);
        var numbered = await db.Execute("""
            UPDATE checkout.Registers SET LastReceiptNumber = @number, LastHash = @Hash WHERE RegisterId = @RegisterId AND LastReceiptNumber = @LastReceiptNumber
            """, new { number, row.Hash, sale.Register.RegisterId, sale.Register.LastReceiptNumber }, cancellationToken);
        if (numbered == 0)
            throw new RunAgain("Another sale took the register's next number.");

        var result = new SaleResult(
            sale.SaleId, sale.SaleUuid, number, sale.BusinessDate, Money.Sum(sale.Lines.Select(line => line.Net)), Money.Sum(sale.Lines.Select(line => line.Tax)),
            Money.Sum(sale.Lines.Select(line => line.Total)), Money.Sum(sale.Payments.Select(payment => payment.Tendered)), sale.Change,
            -Money.Sum(sale.Payments.Where(payment => payment.Tender == Tenders.StoredChange).Select(payment => payment.Amount)), sale.Rounding);
        await InsertSales([row], cancellationToken);
        await InsertLines(sale.Lines, cancellationToken);
        await InsertDiscounts(sale.Lines, cancellationToken);
        await InsertPayments([sale], cancellationToken);
        if (sale.Deals is not null)
            await InsertDeals(sale.SaleId, sale.Deals, cancellationToken);
        await outbox.Add(Completed(sale, number) with { ValueSold = outcome.ValueSold, BonusUsed = outcome.BonusUsed, PointsGranted = outcome.PointsGranted }, cancellationToken);
        return result;
    }

    public async Task InsertSales(IReadOnlyList<SaleRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert("""
                INSERT INTO checkout.Sales (SaleId, SaleUuid, StoreId, RegisterId, ShiftId, ReceiptNumber, Kind, OriginalSaleId, Reason, BusinessDate, HourOfDay, OccurredAt,
                       RecordedAt, CashierId, CashierName, MemberId, ItemCount, NetMinor, TaxMinor, TotalMinor, CostMinor, ChangeMinor, SourceNumber, ImportId,
                       DiscountMinor, ExemptionNumber, ExemptionReason, IdentityHint, PreviousHash, Hash, RoundingMinor, ValueMinor)
                VALUES (@SaleId, @SaleUuid, @StoreId, @RegisterId, @ShiftId, @ReceiptNumber, @Kind, @OriginalSaleId, @Reason, @BusinessDate, @HourOfDay, @OccurredAt,
                       @RecordedAt, @CashierId, @CashierName, @MemberId, @ItemCount, @Net, @Tax, @Total, @Cost, @Change, @SourceNumber, @ImportId,
                       @Discount, @ExemptionNumber, @ExemptionReason, @IdentityHint, @PreviousHash, @Hash, @Rounding, @Value)
                """, rows, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            // The same sale came in on another connection and was quicker.
            throw new RunAgain("The sale has been recorded by a parallel request.", refused);
        }
    }

    public Task InsertLines(IReadOnlyList<SaleLine> lines, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO checkout.SaleLines (SaleId, LineNumber, ProductId, ProductCode, ProductName, Barcode, Unit, QuantityMilli, UnitPriceMinor, PriceId,
               TotalMinor, NetMinor, TaxMinor, TaxCode, TaxRatePpm, CostMinor, OriginalLineNumber, ReturnedMilli, FactorMilli, ListPriceMinor, GrossMinor, DiscountMinor, ExemptTaxMinor,
               PriceSource, PriceSourceName, PriceBeforeMinor, PriceReason, PriceApproverId, PriceApproverName, SellerId, SellerName, SerialNumber, BatchNumber, KitLine, KitName, LinkedToLine,
               OriginalSaleId, IsValue, Pieces, LevelSavedMinor)
        VALUES (@SaleId, @LineNumber, @ProductId, @ProductCode, @ProductName, @Barcode, @Unit, @Quantity, @UnitPrice, @PriceId,
               @Total, @Net, @Tax, @TaxCode, @TaxRate, @Cost, @OriginalLineNumber, 0, @Factor, @ListPrice, @Gross, @Discount, @ExemptTax,
               @PriceSource, @PriceSourceName, @PriceBefore, @PriceReason, @PriceApproverId, @PriceApproverName, @SellerId, @SellerName, @SerialNumber, @BatchNumber, @KitLine, @KitName, @LinkedToLine,
               @OriginalSaleId, @IsValue, @Pieces, @LevelSaved)
        """, [.. lines.Select(SaleLineRow.Of)], cancellationToken);

    public Task InsertDiscounts(IReadOnlyList<SaleLine> lines, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO checkout.SaleDiscounts (SaleId, LineNumber, DiscountNumber, Kind, PromotionId, Name, DealGroup, AmountMinor, Reason, ApproverId, ApproverName)
        VALUES (@SaleId, @LineNumber, @Number, @Kind, @PromotionId, @Name, @DealGroup, @Amount, @Reason, @ApproverId, @ApproverName)
        """, [.. lines.SelectMany(line => line.Discounts.Select((discount, index) => new
        {
            line.SaleId, line.LineNumber, Number = index + 1, discount.Kind, discount.PromotionId, Name = discount.Name.Length > 100 ? discount.Name[..100] : discount.Name,
            discount.DealGroup, discount.Amount, discount.Reason, discount.ApproverId, discount.ApproverName,
        }))], cancellationToken);

    public Task InsertPayments(IReadOnlyList<Sale> sales, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO checkout.Payments (SaleId, PaymentNumber, ShiftId, Tender, AmountMinor, TenderedMinor, Reference, RefundsSaleId, Currency, ForeignMinor, RateNano)
        VALUES (@SaleId, @Number, @ShiftId, @Tender, @Amount, @Tendered, @Reference, @RefundsSaleId, @Currency, @Foreign, @Rate)
        """, [.. sales.SelectMany(sale => sale.Payments.Select((payment, index) => new
        {
            sale.SaleId, Number = index + 1, sale.Register.ShiftId, payment.Tender, payment.Amount, payment.Tendered, payment.Reference, payment.RefundsSaleId,
            payment.Foreign?.Currency, Foreign = payment.Foreign?.Amount, payment.Foreign?.Rate,
        }))], cancellationToken);

    private Task<int> InsertDeals(long saleId, SoldBasket deals, CancellationToken cancellationToken) => db.Execute("""
        INSERT INTO checkout.SaleDeals (SaleId, Basket) VALUES (@saleId, @basket)
        """, new { saleId, basket = deals.Write() }, cancellationToken);

    /// <summary>What the books and the statistics learn of a sale.</summary>
    public static SaleCompleted Completed(Sale sale, long receiptNumber) => new(
        sale.SaleId, sale.StoreId, sale.Kind == SaleKind.Return, sale.BusinessDate, sale.OccurredAt, Money.Sum(sale.Lines.Select(line => line.Total)),
        [.. sale.Lines.GroupBy(line => line.TaxCode, StringComparer.Ordinal).Select(code =>
            new TaxShare(code.Key, Money.Sum(code.Select(line => line.Net)), Money.Sum(code.Select(line => line.Tax))))],
        [.. sale.Payments.GroupBy(payment => payment.Tender, StringComparer.Ordinal).Select(tender =>
            new TenderShare(tender.Key, Money.Sum(tender.Select(payment => payment.Amount))))],
        Money.Sum(sale.Lines.Select(line => line.Cost)))
    {
        Rounding = sale.Rounding, MemberId = sale.MemberId, ReceiptNumber = sale.MemberId is null ? 0 : receiptNumber,
        Items = sale.MemberId is null ? [] : [.. sale.Lines.Where(line => !line.IsValue).Select(line => new SoldItem(line.ProductId, line.CategoryId, line.BaseQuantity, line.Total))],
        BroughtBack = sale.MemberId is null ? [] : [.. sale.Lines.Where(line => line is { OriginalSaleId: not null, IsValue: false }).GroupBy(line => line.OriginalSaleId!.Value)
            .Select(original => new BroughtBack(original.Key, -Money.Sum(original.Select(line => line.Total))))],
    };

    private sealed record Stored(long SaleId, long StoreId, long ReceiptNumber, DateOnly BusinessDate, Money Net, Money Tax, Money Total, Money Change, Money StoredChange, Money Rounding);
}

/// <summary>The row of a sale.</summary>
internal sealed record SaleRow(
    long SaleId, Guid SaleUuid, long StoreId, long RegisterId, long? ShiftId, long ReceiptNumber, string Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate,
    int HourOfDay, DateTime OccurredAt, DateTime RecordedAt, long CashierId, string CashierName, long? MemberId, int ItemCount, Money Net, Money Tax, Money Total, Money Cost,
    Money Change, string? SourceNumber, long? ImportId, Money Discount, string? ExemptionNumber, string? ExemptionReason, string? IdentityHint, Money Rounding, Money Value, string? PreviousHash = null, string? Hash = null)
{
    public static SaleRow Of(Sale sale, long receiptNumber, DateTime recordedAt) => new(
        sale.SaleId, sale.SaleUuid, sale.StoreId, sale.Register.RegisterId, sale.Register.ShiftId, receiptNumber, sale.Kind.ToString(), sale.OriginalSaleId,
        sale.Reason, sale.BusinessDate, sale.HourOfDay, sale.OccurredAt, recordedAt, sale.CashierId, sale.CashierName, sale.MemberId, sale.Lines.Sum(line => line.Pieces),
        Money.Sum(sale.Lines.Select(line => line.Net)), Money.Sum(sale.Lines.Select(line => line.Tax)), Money.Sum(sale.Lines.Select(line => line.Total)),
        Money.Sum(sale.Lines.Select(line => line.Cost)), sale.Change, sale.SourceNumber, sale.ImportId,
        Money.Sum(sale.Lines.Select(line => line.Discount)), sale.Exemption?.Number, sale.Exemption?.Reason, sale.IdentityHint, sale.Rounding,
        Money.Sum(sale.Lines.Where(line => line.IsValue).Select(line => line.Total)));
}

/// <summary>The row of a line; kept apart from <see cref="SaleLine"/> because the database names the price's source in words.</summary>
internal sealed record SaleLineRow(
    long SaleId, int LineNumber, long ProductId, string ProductCode, string ProductName, string? Barcode, string Unit, Quantity Quantity, Money UnitPrice, long PriceId,
    Money Total, Money Net, Money Tax, string TaxCode, TaxRate TaxRate, Money Cost, int? OriginalLineNumber, Quantity Factor, Money ListPrice, Money Gross, Money Discount, Money ExemptTax,
    string PriceSource, string? PriceSourceName, Money? PriceBefore, string? PriceReason, long? PriceApproverId, string? PriceApproverName, long? SellerId, string? SellerName,
    string? SerialNumber, string? BatchNumber, int? KitLine, string? KitName, int? LinkedToLine, long? OriginalSaleId, bool IsValue, int Pieces, Money? LevelSaved)
{
    public static SaleLineRow Of(SaleLine line) => new(
        line.SaleId, line.LineNumber, line.ProductId, line.ProductCode, line.ProductName, line.Barcode, line.Unit, line.Quantity, line.UnitPrice, line.PriceId,
        line.Total, line.Net, line.Tax, line.TaxCode, line.TaxRate, line.Cost, line.OriginalLineNumber, line.Factor, line.ListPrice, line.Gross, line.Discount, line.ExemptTax,
        line.PriceSource.ToString(), line.PriceSourceName, line.PriceBefore, line.PriceReason, line.PriceApproverId, line.PriceApproverName, line.SellerId, line.SellerName,
        line.SerialNumber, line.BatchNumber, line.KitLine, line.KitName, line.LinkedToLine, line.OriginalSaleId, line.IsValue, line.Pieces, line.LevelSaved);
}
