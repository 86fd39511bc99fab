namespace Store.Checkout.Reasons;

/// <summary>What happens at a till and can have a reason or a question.</summary>
internal static class ReasonEvents
{
    public const string Sale = "Sale";

    /// <summary>An item is sold; asked once per line.</summary>
    public const string Item = "Item";

    public const string Tender = "Tender";
    public const string Return = "Return";
    public const string VoidLine = "VoidLine";
    public const string VoidSale = "VoidSale";
    public const string VoidParked = "VoidParked";
    public const string Discount = "Discount";
    public const string PriceOverride = "PriceOverride";
    public const string NoSale = "NoSale";
    public const string CashIn = "CashIn";
    public const string CashOut = "CashOut";
    public const string CancelOrder = "CancelOrder";

    public static readonly IReadOnlyList<string> All =
        [Sale, Item, Tender, Return, VoidLine, VoidSale, VoidParked, Discount, PriceOverride, NoSale, CashIn, CashOut, CancelOrder];
}

/// <summary>How a question is answered.</summary>
internal static class QuestionKinds
{
    public const string List = "List";
    public const string Text = "Text";
    public const string Date = "Date";
    public const string Number = "Number";

    public static readonly IReadOnlyList<string> All = [List, Text, Date, Number];
}
