using Store.Contracts.Catalog;

namespace Store.Checkout.Sales;

/// <summary>Makes the lines to be recorded from a line of the ticket: itself, or the parts of a kit, and the deposit that goes with it.</summary>
internal static class TicketLines
{
    public static IEnumerable<SaleLine> Of(PricedLine line, Goods linked, bool priceIncludesTax, bool exempt)
    {
        var lines = line.Product.Parts.Count == 0
            ? [LineOf(line, line.Product, line.Asked.Quantity, line.UnitPrice, line.Gross, line.Discounts, priceIncludesTax, exempt)]
            : Parts(line, linked, priceIncludesTax, exempt);
        return line.Product.Deposit is { } deposit ? lines.Append(DepositOf(line, linked.Of(deposit.ProductId, unit: null), deposit, priceIncludesTax, exempt)) : lines;
    }

    /// <summary>The kit's price and each of its discounts are spread over the parts by what the parts cost by themselves, so that any part can come back with its share.</summary>
    private static IEnumerable<SaleLine> Parts(PricedLine kit, Goods linked, bool priceIncludesTax, bool exempt)
    {
        var parts = kit.Product.Parts.Select(part => (Product: linked.Of(part.ProductId, unit: null), Quantity: Times(part.Quantity, kit))).ToList();
        var weights = parts.Select(part => Money.Of(part.Product.Price, part.Quantity).Minor).ToList();
        var gross = kit.Gross.Spread(weights);
        var saved = Saved(kit)?.Spread(weights);
        var left = gross.ToArray();
        var discounts = parts.Select(_ => new List<LineDiscount>()).ToList();
        foreach (var discount in kit.Discounts)
        {
            // By what is left of each part, so that none falls below zero.
            var shares = discount.Amount.Spread([.. left.Select(amount => amount.Minor)]);
            for (var i = 0; i < shares.Length; i++)
            {
                left[i] -= shares[i];
                if (shares[i] != Money.Zero)
                    discounts[i].Add(discount with { Amount = shares[i] });
            }
        }

        return parts.Select((part, i) => LineOf(kit, part.Product, part.Quantity, part.Product.Price, gross[i], discounts[i], priceIncludesTax, exempt) with
        {
            KitLine = kit.Number,
            KitName = kit.Product.Name,
            LevelSaved = saved?[i],
            Barcode = null,
        });
    }

    private static Money? Saved(PricedLine kit) => kit.Product.Source is PriceSource.Member or PriceSource.MemberSpecial && !kit.IsOverridden
        ? Money.Of(kit.Product.ListPrice, kit.Asked.Quantity) - kit.Gross
        : null;

    private static SaleLine DepositOf(PricedLine line, PricedProduct product, LinkedProduct deposit, bool priceIncludesTax, bool exempt)
    {
        var quantity = Times(deposit.Quantity, line);
        return LineOf(line with { Asked = line.Asked with { PriceReason = null } }, product, quantity, product.Price, Money.Of(product.Price, quantity), [], priceIncludesTax, exempt) with
        {
            LinkedToLine = line.Number,
            Barcode = null,
            Pieces = 0,
        };
    }

    private static Quantity Times(Quantity perUnit, PricedLine line) =>
        new((long)decimal.Round((decimal)perUnit.Milli * line.Asked.Quantity.Milli / Quantity.PerUnit, 0, MidpointRounding.AwayFromZero));

    /// <summary>
    /// Where the shelf price has the tax in it, the tax comes out of the amount, else on top. Without tax to pay, what would have been the tax falls away and is kept
    /// beside the line: exempt amount and tax together are still the price on the shelf.
    /// </summary>
    private static SaleLine LineOf(
        PricedLine line, PricedProduct product, Quantity quantity, Money unitPrice, Money gross, IReadOnlyList<LineDiscount> discounts, bool priceIncludesTax, bool exempt)
    {
        var amount = gross - Money.Sum(discounts.Select(discount => discount.Amount));
        var tax = priceIncludesTax ? product.TaxRate.IncludedIn(amount) : product.TaxRate.OnTopOf(amount);
        var net = priceIncludesTax ? amount - tax : amount;
        return new SaleLine(
            SaleId: 0, LineNumber: 0, product.ProductId, product.Code, product.Name, line.Asked.Barcode, product.Unit, quantity, unitPrice, product.PriceId,
            exempt ? net : net + tax, net, exempt ? Money.Zero : tax, product.TaxCode, product.TaxRate, Cost: Money.Zero)
        {
            Factor = product.Factor, ListPrice = product.ListPrice, Gross = gross, Discounts = discounts, ExemptTax = exempt ? tax : Money.Zero,
            PriceSource = product.Source, PriceSourceName = product.SourceName,
            PriceBefore = line.IsOverridden && line.Asked.PriceReason is not null ? product.Price : null, PriceReason = line.Asked.PriceReason,
            SellerId = line.Asked.SellerId, SerialNumber = line.Asked.SerialNumber, BatchNumber = line.Asked.BatchNumber, TicketLine = line.Number,
            CategoryId = product.CategoryId, IsDeposit = product.Flags.HasFlag(ItemFlags.Deposit), IsValue = product.Flags.HasFlag(ItemFlags.Value), CardCode = line.Asked.CardCode,
            Pieces = quantity.ToPieces(product.Flags.HasFlag(ItemFlags.Weighed)),
        };
    }
}
