namespace Store.Checkout.Payments;

/// <summary>How far a payment by card or wallet has come. What is not known is never taken for paid, nor for declined.</summary>
internal enum AttemptState
{
    /// <summary>Written down, not sent yet.</summary>
    Created,

    /// <summary>Sent, no answer yet.</summary>
    Submitted,

    /// <summary>The payer is asked for a password or a finger.</summary>
    AwaitingPayer,

    /// <summary>No answer, or none that can be trusted: to be asked for.</summary>
    Unknown,

    /// <summary>The money is taken.</summary>
    Succeeded,

    /// <summary>The provider has said no.</summary>
    Declined,

    /// <summary>Is being taken back, until the provider says it is.</summary>
    Reversing,

    /// <summary>Nothing was taken, or it has been given back whole.</summary>
    Reversed,

    /// <summary>Could not be taken back for a long time, or was set aside by a supervisor: a person has to look. Tried on nevertheless, until the bill has the last word.</summary>
    Suspense,
}

/// <summary>How far a refund of an attempt has come.</summary>
internal enum RefundState
{
    Created,
    Unknown,
    Refunded,
    Failed,
}

/// <summary>The one table of allowed moves.</summary>
internal static class AttemptMoves
{
    public static readonly IReadOnlyDictionary<AttemptState, AttemptState[]> Allowed = new Dictionary<AttemptState, AttemptState[]>
    {
        // Declined before it was sent: its code is gone with the host that had it, or the cashier called it off.
        [AttemptState.Created] = [AttemptState.Submitted, AttemptState.Declined],
        [AttemptState.Submitted] = [AttemptState.Succeeded, AttemptState.Declined, AttemptState.AwaitingPayer, AttemptState.Unknown],
        [AttemptState.AwaitingPayer] = [AttemptState.Succeeded, AttemptState.Declined, AttemptState.Unknown, AttemptState.Reversing, AttemptState.Suspense],
        [AttemptState.Unknown] = [AttemptState.Succeeded, AttemptState.Declined, AttemptState.AwaitingPayer, AttemptState.Reversing, AttemptState.Suspense],

        // Only while no sale has it.
        [AttemptState.Succeeded] = [AttemptState.Reversing],
        [AttemptState.Reversing] = [AttemptState.Reversed, AttemptState.Suspense],

        // The provider's bill has the last word: it was taken, or it was not.
        [AttemptState.Suspense] = [AttemptState.Reversed, AttemptState.Succeeded],

        // Money that came in after the provider had said it was reversed.
        [AttemptState.Reversed] = [AttemptState.Reversing],
        [AttemptState.Declined] = [],
    };

    public static bool May(AttemptState from, AttemptState to) => Allowed[from].Contains(to);

    /// <summary>While one of these stands, the sale is not asked for money by another card or wallet.</summary>
    public static bool IsOpen(AttemptState state) =>
        state is AttemptState.Created or AttemptState.Submitted or AttemptState.AwaitingPayer or AttemptState.Unknown or AttemptState.Reversing;
}
