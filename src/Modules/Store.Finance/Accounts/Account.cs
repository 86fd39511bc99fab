namespace Store.Finance.Accounts;

/// <summary>The codes of the chart of accounts, as the migration has put them into the database.</summary>
internal static class Account
{
    public const string Cash = "1001";
    public const string CardClearing = "1021";
    public const string WalletClearing = "1022";
    public const string ImportedClearing = "1029";
    public const string Inventory = "1405";
    public const string Payable = "2202";
    public const string CustomerDeposits = "2203";
    public const string TaxPayable = "2221";
    public const string Revenue = "6001";
    public const string CancellationFees = "6051";
    public const string CostOfGoodsSold = "6401";
    public const string CashOverShort = "6701";
    public const string StockGainLoss = "6702";
}
