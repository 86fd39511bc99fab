using Store.Contracts.Members;
using Store.Members.Consents;
using Store.Members.Contacts;

namespace Store.Members.Page;

/// <summary>What a member sees of their own file, and may change.</summary>
internal static class ShowMyProfile
{
    internal sealed record Query(string? Token) : IQuery<Result>, IPersonal
    {
        public override string ToString() => nameof(ShowMyProfile);
    }

    /// <param name="Name">What they are called.</param>
    /// <param name="Phone">Masked.</param>
    /// <param name="Email">Masked.</param>
    /// <param name="Language">zh-Hans, zh-Hant or en; empty: the chain's own.</param>
    /// <param name="BirthMonth">1 to 12; null where it was not told.</param>
    /// <param name="BirthDay">1 to 31.</param>
    /// <param name="Since">Since when they are a member, UTC.</param>
    /// <param name="Channels">Over what they allow messages.</param>
    internal sealed record Result(
        string Name, string? Phone, string? Email, string Language, int? BirthMonth, int? BirthDay, DateTime Since, IReadOnlyList<string> Channels);

    internal sealed class Handler(Db db, PageVisitor visitor, ContactBook contacts, ConsentBook consents) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var memberId = await visitor.Require(query.Token, cancellationToken);
            var member = (await db.Find<Row>("SELECT Name, Language, Birthday, CreatedAt FROM members.Members WHERE MemberId = @memberId", new { memberId }, cancellationToken))!;
            var channels = (await consents.Last(memberId, cancellationToken)).Where(consent => consent.Given).Select(consent => consent.Channel).ToList();
            var contact = (await contacts.Of([memberId], cancellationToken)).GetValueOrDefault(memberId, Contact.None);
            return new Result(
                member.Name, contact.MaskedPhone, contact.MaskedEmail, member.Language, member.Birthday / 100, member.Birthday % 100, member.CreatedAt, channels);
        }

        private sealed record Row(string Name, string Language, int? Birthday, DateTime CreatedAt);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapGet("/page/profile", (HttpRequest request, IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(PageToken.Of(request)), cancel))
            .AllowAnyone()
            .WithName(nameof(ShowMyProfile)).WithSummary("A member's own file")
            .ProducesProblem(401);
    }
}
