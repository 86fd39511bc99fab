using Store.Contracts.Checkout;

namespace Store.Finance.Accounts;

/// <summary>The codes of the chart of accounts, as the migration has put them into the database.</summary>
internal static class Account
{
    public const string Cash = "1001";
    public const string Bank = "1002";
    public const string Safe = "1003";
    public const string CashOnItsWay = "1009";
    public const string ForeignCash = "1004";
    public const string CardClearing = "1021";
    public const string WalletClearing = "1022";
    public const string ImportedClearing = "1029";
    public const string OtherCash = "1221";
    public const string Inventory = "1405";
    public const string Payable = "2202";
    public const string CustomerDeposits = "2203";
    public const string StoredValue = "2204";
    public const string GiftCards = "2205";
    public const string PointsOwed = "2206";
    public const string SoldAhead = "2207";
    public const string Memberships = "2208";
    public const string TaxPayable = "2221";
    public const string Revenue = "6001";
    public const string MembershipFees = "6011";
    public const string PassesUsed = "6012";
    public const string OtherIncome = "6301";
    public const string CancellationFees = "6051";
    public const string CostOfGoodsSold = "6401";
    public const string PettyCash = "6601";
    public const string BonusGranted = "6602";
    public const string PointsGranted = "6603";
    public const string CashOverShort = "6701";
    public const string StockGainLoss = "6702";
    public const string CashRounding = "6703";

    /// <summary>Where what is taken by a tender lies.</summary>
    public static string OfTender(string tender) => tender switch
    {
        Tenders.Cash => Cash,
        Tenders.ForeignCash => ForeignCash,
        Tenders.Card => CardClearing,
        Tenders.Wallet => WalletClearing,
        Tenders.Deposit => CustomerDeposits,
        Tenders.Points => PointsOwed,
        Tenders.StoredValue or Tenders.StoredChange => StoredValue,
        Tenders.GiftCard => GiftCards,
        Tenders.Imported => ImportedClearing,
        _ => throw new InvalidOperationException($"The tender {tender} has no account."),
    };

    /// <summary>Where what is owed for sold value stands.</summary>
    public static string OfValue(string kind) => kind switch
    {
        ValueKinds.TopUp => StoredValue,
        ValueKinds.GiftCard => GiftCards,
        ValueKinds.Membership => Memberships,
        _ => SoldAhead,
    };
}
