namespace Store.Members.Members;

/// <summary>A row of <c>members.Members</c> as it is inserted.</summary>
internal sealed record MemberRow(long MemberId, string Number, string Name, long HomeStoreId, DateTime CreatedAt, long? ReferrerId = null);

/// <summary>What slices do with members alike.</summary>
internal static class MemberRows
{
    public const int NumberLengthAtMost = 40;

    /// <summary>The home store of a member whom no store in particular has won.</summary>
    public const long NoStore = 0;

    private const int NumbersAtMost = 1000;

    /// <summary>A number as it is kept: compared without case.</summary>
    public static string NormalNumber(string number) => number.Trim().ToUpperInvariant();

    public static Task<int> InsertMembers(this Db db, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken) => db.Insert("""
        INSERT INTO members.Members (MemberId, Number, Name, HomeStoreId, CreatedAt, ReferrerId, Version)
        VALUES (@MemberId, @Number, @Name, @HomeStoreId, @CreatedAt, @ReferrerId, 1)
        """, rows, cancellationToken);

    public static async Task<Dictionary<string, KnownMember>> MembersByNumber(this Db db, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, KnownMember>(StringComparer.Ordinal);
        foreach (var chunk in numbers.Chunk(NumbersAtMost))
        {
            foreach (var member in await db.Query<KnownMember>(
                "SELECT MemberId, Number, Name, Version FROM members.Members WHERE Number IN @chunk", new { chunk }, cancellationToken))
            {
                found[member.Number] = member;
            }
        }

        return found;
    }
}

/// <summary>What is kept of a member already.</summary>
internal sealed record KnownMember(long MemberId, string Number, string Name, int Version);
