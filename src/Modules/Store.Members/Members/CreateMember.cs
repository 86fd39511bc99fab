using System.Data.Common;
using System.Globalization;
using Store.Contracts.Members;
using Store.Members.Contacts;

namespace Store.Members.Members;

/// <summary>Makes a member, with a number of their own or one that the chain gives.</summary>
internal static class CreateMember
{
    /// <param name="Number">What stands on the card, unique without regard to case; null: a new one is given.</param>
    /// <param name="Name">What to call them.</param>
    /// <param name="HomeStoreId">The store that won them; null: the only one in which the caller works, else none.</param>
    /// <param name="Phone">Their phone; null: not told.</param>
    /// <param name="Email">Their e-mail address; null: not told.</param>
    /// <param name="ReferrerId">The member who brought them; null: nobody.</param>
    internal sealed record Command(string? Number, string Name, long? HomeStoreId, string? Phone = null, string? Email = null, long? ReferrerId = null) : ICommand<Result>, IPersonal
    {
        public override string ToString() => nameof(CreateMember);
    }

    internal sealed record Result(long MemberId, string Number, string Name, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Number).Must(number => number is null || MemberFields.FaultOfNumber(number) is null).WithMessage((_, number) => MemberFields.FaultOfNumber(number));
            RuleFor(command => command.Name).Must(name => MemberFields.FaultOfName(name) is null).WithMessage((_, name) => MemberFields.FaultOfName(name));
            RuleFor(command => command.Phone).IsPhoneOrEmpty();
            RuleFor(command => command.Email).IsEmailOrEmpty();
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, Caller caller, ContactBook contacts, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        private const string Permission = "members.manage";

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.HomeStoreId is { } wished && !caller.MayIn(wished, Permission))
                throw new Forbidden("store.forbidden", "You may not do this in this store.");
            await db.RequireReferrer(command.ReferrerId, cancellationToken);
            var memberId = ids.Next();
            var member = new MemberRow(
                memberId, MemberRows.NormalNumber(command.Number ?? memberId.ToString(CultureInfo.InvariantCulture)), command.Name.Trim(),
                command.HomeStoreId ?? (caller.Stores is [var only] ? only : MemberRows.NoStore), clock.GetUtcNow().UtcDateTime, command.ReferrerId);
            try
            {
                await db.InsertMembers([member], cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("member.number_taken", $"There is a member {member.Number} already.");
            }

            await contacts.Add([(memberId, ContactRules.ContactOf(command.Phone, command.Email))], cancellationToken);

            // The name is personal, so the audit log does not get it.
            await audit.Add(Permission, $"member {member.Number}", member.HomeStoreId, old: null, now: new { member.MemberId, member.Number }, cancellationToken);
            await mediator.Publish(new MemberRegistered(member.MemberId, member.HomeStoreId), cancellationToken);
            if (command.ReferrerId is { } referrer)
                await mediator.Publish(new MemberReferred(member.MemberId, referrer, member.HomeStoreId), cancellationToken);
            return new Result(member.MemberId, member.Number, member.Name, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(CreateMember)).WithSummary("Make a member")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
