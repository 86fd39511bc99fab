using Store.Members.Members;

namespace Store.Members.Contacts;

/// <summary>Shows a member's phone and e-mail address in full. Who looked stands in the audit log.</summary>
internal static class RevealMemberContact
{
    internal sealed record Command(long MemberId) : ICommand<Result>, IPersonal;

    /// <param name="Phone">Null without one.</param>
    /// <param name="Email">Null without one.</param>
    /// <param name="Further">Those of files that were merged into this one.</param>
    internal sealed record Result(string? Phone, string? Email, IReadOnlyList<FurtherContact> Further);

    internal sealed record FurtherContact(string? Phone, string? Email);

    internal sealed class Handler(Db db, AuditLog audit, ContactBook contacts) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", command, cancellationToken) ?? throw new NotFound("member", command.MemberId);
            var contact = (await contacts.Of([command.MemberId], cancellationToken)).GetValueOrDefault(command.MemberId, Contact.None);
            await audit.Add("members.see-contact", $"member {number}", MemberRows.NoStore, old: null, now: null, cancellationToken);
            return new Result(contact.Phone, contact.Email, [.. (await contacts.FurtherOf(command.MemberId, cancellationToken)).Select(one => new FurtherContact(one.Phone, one.Email))]);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/contact/reveal", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId), cancel))
            .RequirePermission("members.see-contact")
            .WithName(nameof(RevealMemberContact)).WithSummary("Show a member's phone and e-mail address in full")
            .ProducesProblem(404);
    }
}
