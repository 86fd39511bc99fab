using Store.Kernel.Privacy;

namespace Store.Checkout.Orders;

/// <summary>The phones by which customers are told that their order is there: sealed in the database, found by blind index, shown masked in lists. Where one is no number, it is kept as it was said.</summary>
internal sealed class OrderPhones(PersonalData personal)
{
    private const string Purpose = "order.phone";

    /// <summary>As it is kept; null where there is none.</summary>
    public string? Sealed(string? phone) => string.IsNullOrWhiteSpace(phone) ? null : personal.Seal(Purpose, phone.Trim());

    /// <summary>By which it is found, however it is typed.</summary>
    public string? Index(string? phone) => string.IsNullOrWhiteSpace(phone) ? null : personal.Index(Purpose, Phone.Normal(phone) ?? phone.Trim());

    /// <summary>As it was said.</summary>
    public string? Opened(string? sealedPhone) => sealedPhone is null ? null : personal.Open(Purpose, sealedPhone);

    /// <summary>So much of it that its owner knows it again.</summary>
    public string? Masked(string? sealedPhone) => Opened(sealedPhone) switch
    {
        null => null,
        var phone when Phone.Normal(phone) is { } normal => Phone.Masked(normal),
        _ => "****",
    };
}
