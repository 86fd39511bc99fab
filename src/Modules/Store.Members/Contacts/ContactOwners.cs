namespace Store.Members.Contacts;

/// <summary>Who has which of some phones and addresses: members that are there, and those of a file whose rows have claimed theirs already.</summary>
internal sealed class ContactOwners(Func<string, string> phoneIndex, Func<string, string> emailIndex, Dictionary<(string Kind, string Index), (long MemberId, string Number)> owners)
{
    /// <summary>Claims phone and address for a member. Says who else has one of them; null where nobody does.</summary>
    public string? TakenBy(string? phone, string? email, long memberId)
    {
        var keys = new List<(string Kind, string Index)>();
        if (phone is not null)
            keys.Add((ContactKinds.Phone, phoneIndex(phone)));
        if (email is not null)
            keys.Add((ContactKinds.Email, emailIndex(email)));
        foreach (var key in keys.Where(key => owners.TryGetValue(key, out var owner) && owner.MemberId != memberId))
        {
            var what = key.Kind == ContactKinds.Phone ? "phone number" : "e-mail address";
            return owners[key].Number.Length > 0 ? $"Member {owners[key].Number} has this {what}." : $"Another row of the file has this {what}.";
        }

        foreach (var key in keys)
            owners.TryAdd(key, (memberId, ""));
        return null;
    }
}
