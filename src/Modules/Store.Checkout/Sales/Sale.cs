using Store.Checkout.Currencies;
using Store.Checkout.Rounding;
using Store.Contracts.Catalog;
using Store.Contracts.Loyalty;
using Store.Contracts.Members;

namespace Store.Checkout.Sales;

/// <summary>A sale or return, ready to be recorded. Every amount is final: totals are sums of the lines' stored figures.</summary>
internal sealed record Sale(
    long SaleId, Guid SaleUuid, long StoreId, Register Register, SaleKind Kind, long? OriginalSaleId, string? Reason, DateOnly BusinessDate, int HourOfDay, DateTime OccurredAt,
    long CashierId, string CashierName, Money Change, IReadOnlyList<SaleLine> Lines, IReadOnlyList<SalePayment> Payments, long? MemberId = null, string? SourceNumber = null, long? ImportId = null)
{
    /// <summary>By how much the payments are more than the total, for want of smaller coins.</summary>
    public Money Rounding { get; init; }

    public TaxExemption? Exemption { get; init; }

    /// <summary>Level and groups of who buys, at that moment.</summary>
    public Standing Customer { get; init; } = Standing.Passerby;

    /// <summary>The clock on the store's wall.</summary>
    public DateTime LocalTime { get; init; }

    /// <summary>What a return without a receipt was identified by, such as the last digits of a paper; never the whole.</summary>
    public string? IdentityHint { get; init; }

    /// <summary>Codes of the issued coupons that gave something, which the sale uses up.</summary>
    public IReadOnlyList<string> Coupons { get; init; } = [];

    /// <summary>What each of them took off.</summary>
    public IReadOnlyDictionary<string, CouponDiscount> CouponDiscounts { get; init; } = new Dictionary<string, CouponDiscount>();

    /// <summary>What the promotions saw, where goods were sold as a deal.</summary>
    public SoldBasket? Deals { get; init; }
}

/// <summary>What happened on a ticket.</summary>
internal enum SaleKind
{
    Sale,

    /// <summary>Goods only came back.</summary>
    Return,

    /// <summary>Some goods came back and others were sold.</summary>
    Exchange,
}

/// <summary>A register as locked for one sale.</summary>
/// <param name="RegisterId">The register.</param>
/// <param name="Code">Its code.</param>
/// <param name="LastReceiptNumber">The number it gave last.</param>
/// <param name="ShiftId">The shift in which it sells; several registers may sell in one.</param>
/// <param name="LastHash">The hash of the sale it recorded last; null before its chain begins.</param>
/// <param name="CashStep">The smallest coin of its store; zero where cash is not rounded.</param>
/// <param name="CashRounding">Which way cash is rounded.</param>
/// <param name="LastQuestionId">Any question that tills ask; 0 where they ask nothing, and nobody looks for answers.</param>
/// <param name="CouponsFrom">From what amount on receipts carry coupons; null where none does.</param>
internal sealed record Register(long RegisterId, string Code, long LastReceiptNumber, long? ShiftId, string? LastHash, Money CashStep, string CashRounding, long LastQuestionId, Money? CouponsFrom)
{
    /// <summary>How its store rounds cash.</summary>
    public CashRounding Rounding => new(CashStep, Enum.Parse<RoundingMode>(CashRounding));
}

/// <summary>One line. In a return, quantity, amounts and cost are negative.</summary>
internal sealed record SaleLine(
    long SaleId, int LineNumber, long ProductId, string ProductCode, string ProductName, string? Barcode, string Unit, Quantity Quantity, Money UnitPrice, long PriceId,
    Money Total, Money Net, Money Tax, string TaxCode, TaxRate TaxRate, Money Cost, int? OriginalLineNumber = null)
{
    /// <summary>How many base units one unit has.</summary>
    public Quantity Factor { get; init; } = Quantity.One;

    /// <summary>The retail price of one unit at that moment.</summary>
    public Money ListPrice { get; init; } = UnitPrice;

    /// <summary>Price times quantity before discounts, in the terms of the shelf price.</summary>
    public Money Gross { get; init; } = Total;

    /// <summary>What came off, each with its reason.</summary>
    public IReadOnlyList<LineDiscount> Discounts { get; init; } = [];

    public Money Discount => Money.Sum(Discounts.Select(discount => discount.Amount));

    /// <summary>The tax that was not charged because the customer is exempt.</summary>
    public Money ExemptTax { get; init; }

    public PriceSource PriceSource { get; init; }

    public string? PriceSourceName { get; init; }

    /// <summary>The price before it was overridden; null where it was not.</summary>
    public Money? PriceBefore { get; init; }

    /// <summary>Why the price was overridden.</summary>
    public string? PriceReason { get; init; }

    public long? PriceApproverId { get; init; }

    public string? PriceApproverName { get; init; }

    public long? SellerId { get; init; }

    public string? SellerName { get; init; }

    public string? SerialNumber { get; init; }

    public string? BatchNumber { get; init; }

    /// <summary>The ticket's line that held the kit this is a part of.</summary>
    public int? KitLine { get; init; }

    public string? KitName { get; init; }

    /// <summary>This part's share of what a member's price took off the kit; null where no such price did.</summary>
    public Money? LevelSaved { get; init; }

    /// <summary>The ticket's line that this deposit goes with.</summary>
    public int? LinkedToLine { get; init; }

    /// <summary>The sale from which the goods of this line come back.</summary>
    public long? OriginalSaleId { get; init; }

    /// <summary>The line of the ticket that this line was made from; not kept.</summary>
    public int TicketLine { get; init; }

    /// <summary>The product's category; not kept.</summary>
    public long? CategoryId { get; init; }

    /// <summary>It is a deposit; not kept.</summary>
    public bool IsDeposit { get; init; }

    /// <summary>It sells value that is owed afterwards.</summary>
    public bool IsValue { get; init; }

    /// <summary>How many pieces it counts for on the receipt: weighed goods and parts of a unit for one, a deposit that goes with goods for none.</summary>
    public int Pieces { get; init; } = Quantity.ToPieces();

    /// <summary>The gift card that is sold or topped up; not kept.</summary>
    public string? CardCode { get; init; }

    /// <summary>What moves in stock, in base units.</summary>
    public Quantity BaseQuantity => Quantity.InBaseUnits(Factor);
}

/// <summary>What is kept of a payment.</summary>
/// <param name="Tender">The tender.</param>
/// <param name="Amount">After change; negative for money given back.</param>
/// <param name="Tendered">What was handed over.</param>
/// <param name="Reference">The terminal's or wallet's reference.</param>
/// <param name="RefundsSaleId">The sale whose money goes back; null where money comes in.</param>
internal sealed record SalePayment(string Tender, Money Amount, Money Tendered, string? Reference, long? RefundsSaleId = null)
{
    /// <summary>The notes of another currency that were handed over; they are kept whole.</summary>
    public ForeignCash? Foreign { get; init; }

    /// <summary>The hold that keeps the balance; not kept.</summary>
    public long? HoldId { get; init; }

    /// <summary>The sale whose money does not go back but pays on, on both sides of it; not kept.</summary>
    public long? CarriedFrom { get; init; }
}
