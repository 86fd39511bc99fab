namespace Store.Checkout.Payments;

/// <summary>
/// A card terminal or wallet gateway. Every call names a number of ours that stays the same when it is repeated, and may throw or take too long: then nobody knows, and the
/// desk asks again. A provider answers what it has verified and nothing else.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>As tender settings name it.</summary>
    string Name { get; }

    /// <summary>Asks for the money. Called once for a number.</summary>
    Task<ProviderAnswer> Pay(ProviderPayment payment, CancellationToken cancellationToken);

    /// <summary>What has become of a number.</summary>
    Task<ProviderAnswer> Query(string number, CancellationToken cancellationToken);

    /// <summary>Calls a payment off or gives it back whole; of a number that it has never seen it makes sure that it will not be taken any more.</summary>
    Task<ProviderAnswer> Reverse(string number, CancellationToken cancellationToken);

    /// <summary>Gives part of a payment back. Repeated under the same refund number it gives nothing twice.</summary>
    Task<ProviderAnswer> Refund(string number, string refundNumber, Money amount, CancellationToken cancellationToken);
}

/// <param name="Number">Ours; unique for ever.</param>
/// <param name="Amount">What is asked for.</param>
/// <param name="Tender">Card or Wallet.</param>
/// <param name="Code">The code the customer's phone showed, if it did. Never stored, never logged.</param>
internal sealed record ProviderPayment(string Number, Money Amount, string Tender, string? Code)
{
    public override string ToString() => Number;
}

/// <param name="Outcome">What it says.</param>
/// <param name="Approved">How much was taken, where it was.</param>
/// <param name="Reference">Its own number.</param>
/// <param name="Reason">Why not, where it was declined.</param>
internal sealed record ProviderAnswer(ProviderOutcome Outcome, Money Approved = default, string? Reference = null, string? Reason = null)
{
    public static readonly ProviderAnswer Nothing = new(ProviderOutcome.Unknown);
}

internal enum ProviderOutcome
{
    Approved,
    Declined,
    AwaitingPayer,
    Reversed,

    /// <summary>It does not know the number; it may yet.</summary>
    NotFound,
    Unknown,
}
