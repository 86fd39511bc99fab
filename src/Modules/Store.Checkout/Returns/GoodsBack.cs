using Store.Checkout.Sales;
using Store.Contracts.Inventory;

namespace Store.Checkout.Returns;

/// <summary>Takes sold goods back: marks them on their sales and puts them on this store's shelf at the value at which they left, whatever they cost today and whoever sold them.</summary>
internal sealed class GoodsBack(Db db, Caller caller, IMediator mediator, BrokenDeals deals)
{
    /// <summary>Reads the sales that goods are to come back from, each once and in a fixed order, so that two tickets cannot wait for each other.</summary>
    /// <exception cref="RuleBroken">A sale has no such line, or less of it is left.</exception>
    public async Task<IReadOnlyList<SaleDue>> Due(long storeId, IReadOnlyList<GoodsToReturn> goods, CancellationToken cancellationToken)
    {
        var due = new List<SaleDue>();
        foreach (var sale in goods.GroupBy(one => one.OriginalSaleId).OrderBy(sale => sale.Key))
        {
            var original = await ReturnableSale.Read(db, caller, storeId, sale.Key, cancellationToken);
            var goodsDue = await deals.Due(storeId, original, [.. sale.Select(one => new RecordReturn.Line(one.LineNumber, one.Quantity))], cancellationToken);
            due.Add(new SaleDue(original, await goodsDue.WithoutUse(mediator, storeId, original.SaleId, cancellationToken)));
        }

        return due;
    }

    public async Task TakeBack(IReadOnlyList<SaleDue> due, CancellationToken cancellationToken)
    {
        foreach (var (sale, part) in due.SelectMany(one => one.Due.Parts.Select(part => (one.Sale, part))))
        {
            // The amounts were worked out from what had been returned before; if that has moved, they are to be worked out again.
            var taken = await db.Execute("""
                UPDATE checkout.SaleLines
                SET    ReturnedMilli = ReturnedMilli + @Quantity
                WHERE  SaleId = @SaleId AND LineNumber = @LineNumber AND ReturnedMilli = @Returned
                """, new { sale.SaleId, part.Line.LineNumber, part.Line.Returned, part.Quantity }, cancellationToken);
            if (taken == 0)
                throw new RunAgain("Another return took goods of the same line.");
        }
    }

    public async Task PutOnShelf(long storeId, long saleId, IReadOnlyList<SaleDue> due, DateOnly businessDate, DateTime now, CancellationToken cancellationToken) =>
        await mediator.Send(new MoveStock(storeId, businessDate, now, [.. due.SelectMany(one => one.Due.Parts).Where(part => !part.Line.IsValue).Select(part =>
            new StockMove(StockMoveKind.Return, part.Line.ProductId, part.BaseQuantity, saleId, part.Cost))]), cancellationToken);
}

/// <param name="OriginalSaleId">The sale that sold it.</param>
/// <param name="LineNumber">Its line.</param>
/// <param name="Quantity">How much comes back, in the line's unit.</param>
internal sealed record GoodsToReturn(long OriginalSaleId, int LineNumber, Quantity Quantity);

/// <summary>What is due for the goods of one sale.</summary>
internal sealed record SaleDue(ReturnableSale Sale, ReturnDue Due);

internal sealed class GoodsToReturnValidator : AbstractValidator<IReadOnlyList<GoodsToReturn>>
{
    public GoodsToReturnValidator()
    {
        RuleFor(goods => goods).Must(goods => goods.Count <= TicketValidator.LinesAtMost).WithName("Returns").WithMessage($"A ticket takes back at most {TicketValidator.LinesAtMost} lines.");
        RuleForEach(goods => goods).NotNull().ChildRules(one => one.RuleFor(line => line.Quantity).GreaterThan(Quantity.Zero));
        RuleFor(goods => goods).Must(goods => goods.All(one => one is not null) && goods.Select(one => (one.OriginalSaleId, one.LineNumber)).Distinct().Count() == goods.Count)
            .WithName("Returns").WithMessage("Each line of a sale is named once.");
    }
}
