using Store.Members.Members;

namespace Store.Members.Contacts;

/// <summary>Lets go of the phones and addresses of files that were merged into a member's, as when somebody else has one of the numbers by now.</summary>
internal static class ForgetFurtherContacts
{
    internal sealed record Command(long MemberId) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var number = await db.Find<string>("SELECT Number FROM members.Members WHERE MemberId = @MemberId", command, cancellationToken) ?? throw new NotFound("member", command.MemberId);
            await db.Execute("""
                DELETE FROM members.MemberContacts WHERE MemberId IN (SELECT f.MemberId FROM members.Members f WHERE f.MergedIntoId = @MemberId)
                """, command, cancellationToken);
            await audit.Add("members.change-contact", $"member {number}", MemberRows.NoStore, old: null, now: null, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapDelete("/members/{memberId:long}/contact/further", (long memberId, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(memberId), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(ForgetFurtherContacts)).WithSummary("Let go of a member's further phones and addresses")
            .ProducesProblem(404);
    }
}
