using System.Text.Json.Serialization;
using Store.Access.Roles;

namespace Store.Access.Approvals;

/// <summary>How far an approval has come. Pending → Granted → Used, or Pending → Refused; Expired when nobody decided, or nobody used it, in time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalState>))]
internal enum ApprovalState
{
    /// <summary>Asked for; nobody has decided yet.</summary>
    Pending,

    /// <summary>May be used once.</summary>
    Granted,

    /// <summary>Someone has said no.</summary>
    Refused,

    /// <summary>Has gone into what it was asked for.</summary>
    Used,

    /// <summary>Withdrawn, or not decided or used in time.</summary>
    Expired,
}

/// <summary>How long approvals last, and who gives them.</summary>
internal static class Approval
{
    /// <summary>The permission to approve what goes over other people's limits, within one's own.</summary>
    public const string Permission = "access.approve";

    /// <summary>How long a question waits, and how long a granted approval can be used.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(15);

    /// <summary>Why that person cannot approve it; null when they can.</summary>
    /// <param name="approver">Who would approve.</param>
    /// <param name="askedById">Who asked.</param>
    /// <param name="storeId">Where.</param>
    /// <param name="limit">Which limit.</param>
    /// <param name="value">How far beyond the asker's own limit.</param>
    public static Forbidden? Obstacle(Caller approver, long askedById, long storeId, string limit, decimal value)
    {
        if (approver.IsProgram)
            return new Forbidden("approval.by_program", "A program cannot approve; a person has to.");
        if (approver.UserId == askedById)
            return new Forbidden("approval.own", "Somebody else has to approve it.");
        if (!approver.MayIn(storeId, Permission))
            return new Forbidden("approval.not_approver", $"{approver.Name} approves nothing in this store.");
        return approver.LimitIn(storeId, limit) is { } own && value > own
            ? new Forbidden("approval.beyond_own", "It goes beyond that person's own limit too.", new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["limit"] = limit, ["allowed"] = own, ["wanted"] = value,
            })
            : null;
    }
}

/// <summary>What is asked to be approved.</summary>
/// <param name="Limit">The limit that it goes over.</param>
/// <param name="Value">Percent or an amount, as the refusal said: its fact <c>wanted</c>.</param>
/// <param name="Subject">What it is for: the refusal's fact <c>subject</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record Wanted(string Limit, decimal Value, string Subject, string Reason)
{
    internal sealed class Validator : AbstractValidator<Wanted>
    {
        public Validator()
        {
            RuleFor(wanted => wanted.Limit).IsLimit();
            RuleFor(wanted => wanted.Value).IsLimitValue();
            RuleFor(wanted => wanted.Subject).NotEmpty().MaximumLength(200);
            RuleFor(wanted => wanted.Reason).NotEmpty().MaximumLength(200);
        }
    }
}
