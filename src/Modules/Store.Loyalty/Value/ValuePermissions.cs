namespace Store.Loyalty.Value;

/// <summary>Who may do what with stored value, gift cards and passes.</summary>
internal static class ValuePermissions
{
    /// <summary>See a member's balance and history.</summary>
    public const string View = "loyalty.view";

    /// <summary>At the till: hold a balance, look a gift card up, use a pass, set a PIN.</summary>
    public const string Use = "loyalty.use-value";

    /// <summary>Pay a member's principal out in money.</summary>
    public const string PayOut = "loyalty.pay-out-value";

    /// <summary>Say what products mean and what a top-up brings.</summary>
    public const string Manage = "loyalty.manage-value";

    /// <summary>Make gift cards and block them.</summary>
    public const string ManageCards = "loyalty.manage-cards";

    /// <summary>See what the chain owes, and what stores owe each other for it.</summary>
    public const string ViewBooks = "loyalty.view-books";

    /// <summary>The store of an audit entry that concerns all of them.</summary>
    public const long WholeChain = 0;
}
