namespace Store.Checkout.Bills;

/// <summary>What one number comes to on our side and on the provider's: the one place that says what a difference is.</summary>
/// <param name="About">Payment or Refund.</param>
/// <param name="Number">The number that both know it by.</param>
/// <param name="Ours">What our sale was paid with it, or what we think was refunded; zero where nothing of ours stands for it.</param>
/// <param name="Theirs">What the provider has taken less what it has taken back, or refunded.</param>
/// <param name="OnBill">Whether the provider has a line of it at all.</param>
/// <param name="AttemptId">The payment of ours, where there is one.</param>
internal sealed record BillMatch(string About, string Number, Money Ours, Money Theirs, bool OnBill, long? AttemptId)
{
    /// <summary>One of <see cref="DifferenceKinds"/>; null where both sides agree.</summary>
    public string? Difference => Ours == Theirs ? null
        : Ours == Money.Zero && Theirs > Money.Zero ? DifferenceKinds.ProviderOnly
        : Theirs == Money.Zero ? DifferenceKinds.OursOnly
        : DifferenceKinds.AmountDiffers;

    /// <summary>Taken and taken back on both sides.</summary>
    public bool IsReversed => OnBill && Ours == Money.Zero && Theirs == Money.Zero;
}

internal static class DifferenceKinds
{
    /// <summary>Both know it, of different amounts.</summary>
    public const string AmountDiffers = "AmountDiffers";

    /// <summary>The customer has paid and there is no sale, or a refund that we know nothing of: to be given back, or looked into.</summary>
    public const string ProviderOnly = "ProviderOnly";

    /// <summary>We think it is paid, or refunded, and the provider does not.</summary>
    public const string OursOnly = "OursOnly";
}
